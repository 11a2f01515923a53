// Go 1.18 or newer, with nothing but its standard library.
package main

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"log"
	"os"
	"time"
)

// porticoToken signs a token. Call it for each request of your page, after you have checked who is signed in.
func porticoToken(claims map[string]any) (string, error) {
	block, _ := pem.Decode([]byte(os.Getenv("PORTICO_PRIVATE_KEY")))
	if block == nil {
		return "", errors.New("PORTICO_PRIVATE_KEY holds no PEM")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return "", err
	}
	key, isRSA := parsed.(*rsa.PrivateKey)
	if !isRSA {
		return "", errors.New("PORTICO_PRIVATE_KEY is no RSA key")
	}
	id := make([]byte, 16)
	if _, err := rand.Read(id); err != nil {
		return "", err
	}
	now := time.Now().Unix()
	payload := map[string]any{
		"aud": "portico:" + os.Getenv("PORTICO_ENVIRONMENT"),
		"iat": now,
		"exp": now + 300,              // 600 at most
		"jti": hex.EncodeToString(id), // each token works once
	}
	for name, value := range claims {
		payload[name] = value
	}
	head, err := json.Marshal(map[string]string{"alg": "RS256", "typ": "JWT", "kid": os.Getenv("PORTICO_KEY_ID")})
	if err != nil {
		return "", err
	}
	body, err := json.Marshal(payload)
	if err != nil {
		return "", err
	}
	part := base64.RawURLEncoding.EncodeToString
	signed := part(head) + "." + part(body)
	digest := sha256.Sum256([]byte(signed))
	signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, digest[:])
	if err != nil {
		return "", err
	}
	return signed + "." + part(signature), nil
}

func main() {
	token, err := porticoToken(map[string]any{
		"customer":      "globex", // your own id of the company
		"customer_name": "Globex",
		"sub":           "gwen", // your own id of the person
		"name":          "Gwen",
		"role":          "admin", // admin, member or viewer
		"plan":          "pro",
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(token)
}
