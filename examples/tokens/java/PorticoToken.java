// Java 17 or newer, with nothing but its standard library. With a JSON library at hand, let it write the claims.
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

public class PorticoToken {
    /** Call it for each request of your page, after you have checked who is signed in. */
    static String porticoToken(Map<String, Object> person) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        var header = new LinkedHashMap<String, Object>();
        header.put("alg", "RS256");
        header.put("typ", "JWT");
        header.put("kid", System.getenv("PORTICO_KEY_ID"));
        var claims = new LinkedHashMap<String, Object>(person);
        claims.put("aud", "portico:" + System.getenv("PORTICO_ENVIRONMENT"));
        claims.put("iat", now);
        claims.put("exp", now + 300); // 600 at most
        claims.put("jti", UUID.randomUUID().toString()); // each token works once

        String signed = part(json(header).getBytes(UTF_8)) + "." + part(json(claims).getBytes(UTF_8));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(privateKey(System.getenv("PORTICO_PRIVATE_KEY")));
        signature.update(signed.getBytes(UTF_8));
        return signed + "." + part(signature.sign());
    }

    private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----|\\s", "");
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    private static String part(byte[] data) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(data);
    }

    private static String json(Map<String, Object> values) {
        return values.entrySet().stream()
            .map(entry -> quoted(entry.getKey()) + ":" + (entry.getValue() instanceof Number ? entry.getValue() : quoted(entry.getValue().toString())))
            .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        return text.chars()
            .mapToObj(unit -> unit < 32 || unit == '"' || unit == '\\' ? String.format("\\u%04x", unit) : String.valueOf((char) unit))
            .collect(Collectors.joining("", "\"", "\""));
    }

    public static void main(String[] arguments) throws GeneralSecurityException {
        System.out.print(porticoToken(Map.of(
            "customer", "globex", // your own id of the company
            "customer_name", "Globex",
            "sub", "gwen", // your own id of the person
            "name", "Gwen",
            "role", "admin", // admin, member or viewer
            "plan", "pro"
        )));
    }
}
