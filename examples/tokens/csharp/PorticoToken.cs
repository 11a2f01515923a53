// .NET 6 or newer, with nothing but its standard library.
using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text.Json;

Console.Write(Portico.Token(new()
{
    ["customer"] = "globex", // your own id of the company
    ["customer_name"] = "Globex",
    ["sub"] = "gwen", // your own id of the person
    ["name"] = "Gwen",
    ["role"] = "admin", // admin, member or viewer
    ["plan"] = "pro",
}));

static class Portico
{
    /// <summary>Call it for each request of your page, after you have checked who is signed in.</summary>
    public static string Token(Dictionary<string, object> claims)
    {
        using var key = RSA.Create();
        key.ImportFromPem(Environment.GetEnvironmentVariable("PORTICO_PRIVATE_KEY"));
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var header = new Dictionary<string, object>
        {
            ["alg"] = "RS256",
            ["typ"] = "JWT",
            ["kid"] = Environment.GetEnvironmentVariable("PORTICO_KEY_ID")!,
        };
        var payload = new Dictionary<string, object>(claims)
        {
            ["aud"] = "portico:" + Environment.GetEnvironmentVariable("PORTICO_ENVIRONMENT"),
            ["iat"] = now,
            ["exp"] = now + 300, // 600 at most
            ["jti"] = Guid.NewGuid().ToString(), // each token works once
        };
        var signed = Part(JsonSerializer.SerializeToUtf8Bytes(header)) + "." + Part(JsonSerializer.SerializeToUtf8Bytes(payload));
        var signature = key.SignData(System.Text.Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return signed + "." + Part(signature);
    }

    private static string Part(byte[] data) =>
        Convert.ToBase64String(data).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
