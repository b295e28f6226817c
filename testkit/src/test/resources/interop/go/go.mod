module glassine.invalid/gopeer

go 1.24
