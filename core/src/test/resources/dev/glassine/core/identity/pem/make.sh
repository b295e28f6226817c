#!/bin/sh
# Makes the PEM files of this directory anew. Needs openssl 3 and runs where it stands.
set -eu
cd "$(dirname "$0")"
export PASSWORD='open sesame'

# PKCS #8
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa-pkcs8.key
openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out rsa-pss-pkcs8.key
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec-pkcs8.key
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out ec384-pkcs8.key
openssl genpkey -algorithm ED25519 -out ed25519-pkcs8.key
openssl genpkey -algorithm ED448 -out ed448-pkcs8.key
openssl genpkey -algorithm X25519 -out x25519-pkcs8.key

# The same keys in the older forms
openssl pkey -in rsa-pkcs8.key -traditional -out rsa-pkcs1.key
openssl pkey -in ec-pkcs8.key -traditional -out ec-sec1.key
{ openssl ecparam -name prime256v1; cat ec-sec1.key; } > ec-sec1-with-parameters.key
openssl ec -in ec-pkcs8.key -no_public -out ec-sec1-without-public.key
openssl ec -in ec-pkcs8.key -param_enc explicit -out ec-sec1-explicit-curve.key

# Encrypted
openssl pkcs8 -topk8 -in rsa-pkcs8.key -passout env:PASSWORD -out rsa-encrypted.key
openssl pkcs8 -topk8 -in ec-pkcs8.key -passout env:PASSWORD -v2 aes-128-cbc -v2prf hmacWithSHA512 -out ec-encrypted.key
openssl pkcs8 -topk8 -in ec-pkcs8.key -passout env:PASSWORD -scrypt -out ec-encrypted-scrypt.key
openssl pkcs8 -topk8 -in rsa-pkcs8.key -passout env:PASSWORD -v1 PBE-SHA1-3DES -out rsa-encrypted-pkcs5v1.key
openssl pkey -in rsa-pkcs8.key -traditional -aes128 -passout env:PASSWORD -out rsa-traditional-encrypted.key

# Certificates: a root, and one for each key that signs
openssl req -x509 -new -key ec384-pkcs8.key -subj '/CN=Glassine fixture root' -days 36500 -out root.pem
for name in rsa ec ed25519 ed448 rsa-pss; do
  openssl req -new -key $name-pkcs8.key -subj "/CN=$name.example" -out request.tmp
  printf 'subjectAltName=DNS:%s.example\n' $name > extensions.tmp
  openssl x509 -req -in request.tmp -CA root.pem -CAkey ec384-pkcs8.key -days 36500 -extfile extensions.tmp -out $name.pem
done
rm request.tmp extensions.tmp
openssl x509 -in ec.pem -trustout -addtrust serverAuth -out ec-trusted.pem

# Chains with text between, and key and certificate in one file
{ echo 'Subject: ec.example'; cat ec.pem; echo 'Subject: root'; cat root.pem; } > ec-chain.pem
cat root.pem ec.pem > chain-in-wrong-order.pem
cat ec-pkcs8.key ec-chain.pem > ec-key-and-chain.pem

# PKCS #12
openssl pkcs12 -export -inkey ec-pkcs8.key -in ec-chain.pem -name ec -passout env:PASSWORD -out ec.p12
