<?php
// PHP 8.0 or newer, with its openssl extension.

function portico_part(string $data): string
{
    return rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
}

/** Call it for each request of your page, after you have checked who is signed in. */
function portico_token(array $claims): string
{
    $now = time();
    $header = ['alg' => 'RS256', 'typ' => 'JWT', 'kid' => getenv('PORTICO_KEY_ID')];
    $payload = [
        'aud' => 'portico:' . getenv('PORTICO_ENVIRONMENT'),
        'iat' => $now,
        'exp' => $now + 300, // 600 at most
        'jti' => bin2hex(random_bytes(16)), // each token works once
    ] + $claims;
    $signed = portico_part(json_encode($header, JSON_THROW_ON_ERROR))
        . '.' . portico_part(json_encode($payload, JSON_THROW_ON_ERROR));
    if (!openssl_sign($signed, $signature, getenv('PORTICO_PRIVATE_KEY'), OPENSSL_ALGO_SHA256)) {
        throw new RuntimeException('The private key could not sign: ' . openssl_error_string());
    }
    return $signed . '.' . portico_part($signature);
}

if (PHP_SAPI === 'cli') {
    echo portico_token([
        'customer' => 'globex', // your own id of the company
        'customer_name' => 'Globex',
        'sub' => 'gwen', // your own id of the person
        'name' => 'Gwen',
        'role' => 'admin', // admin, member or viewer
        'plan' => 'pro',
    ]);
}
