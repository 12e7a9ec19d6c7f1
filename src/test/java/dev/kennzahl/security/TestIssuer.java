package dev.kennzahl.security;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** An OpenID Connect issuer, as far as a service that takes its tokens sees of one: what it says of itself, and its keys. */
public final class TestIssuer implements QuarkusTestResourceLifecycleManager {
    static final String AUDIENCE = "kennzahl";

    /** Where the test finds the key: it and the issuer may be in different class loaders. */
    private static final String KEY = "test-issuer.key";

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        String address = "http://localhost:" + server.getAddress().getPort();
        RsaJsonWebKey key = key("k1");
        serve(
                "/.well-known/openid-configuration",
                "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys\",\"token_endpoint\":\"%1$s/token\",\"authorization_endpoint\":\"%1$s/login\"}"
                        .formatted(address));
        serve("/keys", new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
        server.start();
        return Map.of(
                "kennzahl.oidc.issuer",
                address,
                "kennzahl.oidc.audience",
                AUDIENCE,
                KEY,
                key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
    }

    private void serve(String path, String json) {
        byte[] answer = json.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    static RsaJsonWebKey key(String id) {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claims of a token that is taken, but for the roles. */
    static JwtClaims claims(String tenant) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(setting("kennzahl.oidc.issuer"));
        claims.setSubject("u-4711");
        claims.setAudience(AUDIENCE);
        claims.setIssuedAtToNow();
        claims.setExpirationTime(inSeconds(300));
        claims.setStringClaim("kennzahl_tenant", tenant);
        return claims;
    }

    static NumericDate inSeconds(int seconds) {
        NumericDate time = NumericDate.now();
        time.addSeconds(seconds);
        return time;
    }

    /** The token of these claims, signed by the issuer. */
    static String signed(JwtClaims claims) {
        try {
            return signed(claims, new RsaJsonWebKey(JsonUtil.parseJson(setting(KEY))));
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    static String signed(JwtClaims claims, RsaJsonWebKey key) {
        try {
            JsonWebSignature token = new JsonWebSignature();
            token.setPayload(claims.toJson());
            token.setKey(key.getPrivateKey());
            token.setKeyIdHeaderValue(key.getKeyId());
            token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
