// A crypto/tls peer for the interop tests: "client" connects, requests and prints what it read, twice if asked
// to resume; "server" answers every connection.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"time"
)

func main() {
	role := flag.String("role", "", "client, server or version")
	port := flag.Int("port", 0, "port on loopback")
	version := flag.Int("version", 0x0304, "protocol version")
	suite := flag.Int("suite", 0, "cipher suite, TLS 1.2")
	groups := flag.String("groups", "", "groups, comma-separated numbers")
	ca := flag.String("ca", "", "trusted certificates")
	cert := flag.String("cert", "", "own chain")
	key := flag.String("key", "", "own key")
	connections := flag.Int("connections", 1, "connections of one client")
	flag.Parse()
	if *role == "version" {
		fmt.Println(runtime.Version())
		return
	}
	config := &tls.Config{MinVersion: uint16(*version), MaxVersion: uint16(*version), ServerName: "localhost"}
	if *suite != 0 {
		config.CipherSuites = []uint16{uint16(*suite)}
	}
	config.CurvePreferences = curves(*groups)
	if *ca != "" {
		pem, err := os.ReadFile(*ca)
		check(err)
		pool := x509.NewCertPool()
		pool.AppendCertsFromPEM(pem)
		config.RootCAs = pool
		if *role == "server" {
			config.ClientCAs = pool
			config.ClientAuth = tls.RequireAndVerifyClientCert
		}
	}
	if *cert != "" {
		own, err := tls.LoadX509KeyPair(*cert, *key)
		check(err)
		config.Certificates = []tls.Certificate{own}
	}
	address := fmt.Sprintf("127.0.0.1:%d", *port)
	if *role == "server" {
		serve(address, config)
		return
	}
	config.ClientSessionCache = tls.NewLRUClientSessionCache(8)
	for i := 0; i < *connections; i++ {
		visit(address, config)
	}
}

func curves(list string) []tls.CurveID {
	var ids []tls.CurveID
	var id int
	for len(list) > 0 {
		n, err := fmt.Sscanf(list, "%d", &id)
		if n != 1 {
			check(err)
		}
		ids = append(ids, tls.CurveID(id))
		for len(list) > 0 && list[0] != ',' {
			list = list[1:]
		}
		if len(list) > 0 {
			list = list[1:]
		}
	}
	return ids
}

func visit(address string, config *tls.Config) {
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	connection, err := tls.DialWithDialer(dialer, "tcp", address, config)
	check(err)
	defer connection.Close()
	check(connection.SetDeadline(time.Now().Add(10 * time.Second)))
	_, err = connection.Write([]byte("GET / HTTP/1.0\r\n\r\n"))
	check(err)
	answer, err := io.ReadAll(connection)
	check(err)
	fmt.Printf("%s\nresumed=%v\n", answer, connection.ConnectionState().DidResume)
}

func serve(address string, config *tls.Config) {
	listener, err := tls.Listen("tcp", address, config)
	check(err)
	for {
		connection, err := listener.Accept()
		check(err)
		go func() {
			defer connection.Close()
			connection.SetDeadline(time.Now().Add(10 * time.Second))
			buffer := make([]byte, 1024)
			if _, err := connection.Read(buffer); err == nil {
				connection.Write([]byte("HTTP/1.0 200 OK\r\n\r\nhello from go"))
			}
		}()
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
