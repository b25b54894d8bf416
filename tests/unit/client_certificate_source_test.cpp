#include "entra/client_certificate_source.hpp"
#include "entra_script.hpp"
#include "integration/temporary_folder.hpp"
#include "test_certificate.hpp"

#include <boost/json/parse.hpp>
#include <doctest/doctest.h>
#include <set>

using namespace acs;
using test::test_certificate;

namespace {

constexpr const char* tenant = "5f8a9e1c-3d27-4c60-9b1e-7a4d2c8e6f01";
constexpr const char* answer = R"({"expires_in":3600,"access_token":"entra-token"})";

std::shared_ptr<entra::source> make_source(test::entra_script& script, client_certificate certificate)
{
    return std::make_shared<entra::client_certificate_source>(
        script.where(), tenant, "app", std::move(certificate));
}

client_certificate pem(std::string_view text)
{
    return client_certificate::from_pem(secret(text));
}

// The assertion that a source shows.
std::string assertion_by(test::entra_script& script, const std::shared_ptr<entra::source>& source)
{
    script.answer(200, answer);
    REQUIRE(script.fetch(source).has_value());
    return script.requests().back().field("client_assertion");
}

std::string why(client_certificate certificate)
{
    test::entra_script script;
    const auto token = script.fetch(make_source(script, std::move(certificate)));
    CHECK(script.requests().empty());
    CHECK(token.error() == errc::credential_failed);
    return token.error().details().what;
}

bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("client certificate: the request, and the assertion's header, claims and signature")
{
    const test_certificate& app = test_certificate::rsa();
    test::entra_script script;
    const std::string jwt = assertion_by(script, make_source(script, pem(app.pem())));
    const auto& sent = script.requests().front();
    CHECK(sent.target == std::string("/") + tenant + "/oauth2/v2.0/token");
    CHECK(sent.field("client_assertion_type") == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    CHECK(sent.field("grant_type") == "client_credentials");
    CHECK(sent.field("client_id") == "app");
    CHECK(sent.field("scope") == "https://communication.azure.com//.default");
    CHECK_FALSE(sent.has_field("client_secret"));

    const auto header = boost::json::parse(test::jwt_part(jwt, 0)).as_object();
    CHECK(header.size() == 5);
    CHECK(header.at("alg").as_string() == "RS256");
    CHECK(header.at("typ").as_string() == "JWT");
    CHECK(header.at("x5t").as_string() == app.thumbprint());
    CHECK(header.at("x5t#S256").as_string() == app.thumbprint_sha256());
    CHECK(header.at("kid").as_string() == app.thumbprint_hex());

    const auto claims = boost::json::parse(test::jwt_part(jwt, 1)).as_object();
    const auto now =
        std::chrono::floor<std::chrono::seconds>(script.clock()->now_utc()).time_since_epoch().count();
    CHECK(claims.size() == 7);
    CHECK(
        claims.at("aud").as_string() ==
        std::string("https://login.microsoftonline.com/") + tenant + "/oauth2/v2.0/token");
    CHECK(claims.at("iss").as_string() == "app");
    CHECK(claims.at("sub").as_string() == "app");
    CHECK(claims.at("jti").as_string().size() == 36);
    CHECK(claims.at("nbf").as_int64() == now);
    CHECK(claims.at("iat").as_int64() == now);
    CHECK(claims.at("exp").as_int64() == now + 600);
    CHECK(app.verify(jwt));
    CHECK_FALSE(test_certificate().verify(jwt));
}

TEST_CASE("client certificate: each assertion has an id and a time of its own")
{
    test::entra_script script;
    const auto source = make_source(script, pem(test_certificate::rsa().pem()));
    std::set<std::string> ids;
    for (int i = 0; i < 3; ++i) {
        const auto claims = boost::json::parse(test::jwt_part(assertion_by(script, source), 1)).as_object();
        ids.insert(std::string(claims.at("jti").as_string()));
        CHECK(
            claims.at("exp").as_int64() ==
            std::chrono::floor<std::chrono::seconds>(script.clock()->now_utc()).time_since_epoch().count() +
                600);
        script.clock()->advance(std::chrono::hours(1));
    }
    CHECK(ids.size() == 3);
}

TEST_CASE("client certificate: every kind of key, and PS256 if told")
{
    const std::pair<const char*, const char*> kinds[] = {
        {"P-256", "ES256"}, {"P-384", "ES384"}, {"P-521", "ES512"}};
    for (const auto& kind : kinds) {
        const std::string algorithm = kind.second;
        CAPTURE(algorithm);
        const test_certificate app(kind.first);
        test::entra_script script;
        // A few times: the numbers of a signature may begin with zeroes.
        for (int i = 0; i < 20; ++i) {
            const std::string jwt = assertion_by(script, make_source(script, pem(app.pem()).use_pss(true)));
            CHECK(boost::json::parse(test::jwt_part(jwt, 0)).at("alg").as_string() == algorithm.c_str());
            CHECK(app.verify(jwt));
        }
    }
    test::entra_script script;
    const std::string jwt =
        assertion_by(script, make_source(script, pem(test_certificate::rsa().pem()).use_pss(true)));
    CHECK(boost::json::parse(test::jwt_part(jwt, 0)).at("alg").as_string() == "PS256");
    CHECK(test_certificate::rsa().verify(jwt));
}

TEST_CASE("client certificate: the chain is shown if told, the application's certificate first")
{
    const test_certificate& app = test_certificate::rsa();
    const test_certificate authority("P-256");
    test::entra_script script;
    const auto source = make_source(
        script, pem(authority.certificate() + app.certificate() + app.key()).send_certificate_chain(true));
    const std::string jwt = assertion_by(script, source);
    const auto header = boost::json::parse(test::jwt_part(jwt, 0)).as_object();
    const auto& chain = header.at("x5c").as_array();
    REQUIRE(chain.size() == 2);
    CHECK(chain[0].as_string() == app.der_base64());
    CHECK(chain[1].as_string() == authority.der_base64());
    CHECK(header.at("x5t").as_string() == app.thumbprint());
    CHECK(app.verify(jwt));
}

TEST_CASE("client certificate: an encrypted key and its passphrase")
{
    const test_certificate& app = test_certificate::rsa();
    const std::string text = app.certificate() + app.key("open sesame");
    test::entra_script script;
    CHECK(app.verify(assertion_by(script, make_source(script, pem(text).passphrase("open sesame")))));
    CHECK(contains(why(pem(text)), "no passphrase was given"));
    const std::string wrong = why(pem(text).passphrase("open says me"));
    CHECK(contains(wrong, "the passphrase does not open its private key"));
    CHECK_FALSE(contains(wrong, "open says me"));
}

TEST_CASE("client certificate: what is wrong with it is said, and nothing of it is shown")
{
    const test_certificate& app = test_certificate::rsa();
    const test_certificate other("P-256");
    CHECK(contains(why(pem(app.certificate())), "no private key"));
    CHECK(contains(why(pem(app.key())), "no certificate"));
    CHECK(contains(why(pem("-----BEGIN NOTHING-----")), "no private key"));
    CHECK(contains(why(pem(app.key() + other.certificate())), "none of its certificates belongs to its"));
    CHECK(contains(why(pem(test_certificate("secp256k1").pem())), "its key is neither RSA"));
    std::string damaged = app.pem();
    damaged.erase(damaged.find("CERTIFICATE-----\n") + 100, 7);
    CHECK(contains(why(pem(damaged)), "a certificate in it is damaged"));
    damaged = app.pem();
    damaged.erase(200, 7);
    CHECK(contains(why(pem(damaged)), "no private key in PEM form, or a damaged one"));
    for (const std::string& der : {std::string("\x30\x82\x0a", 3), std::string("\x30\x80\x02", 3)})
        CHECK(contains(why(pem(der)), "PKCS #12 (.pfx) or DER, not PEM; convert it: openssl pkcs12 "));
    for (const char* text : {"0", "00", "0123"})
        CHECK(contains(why(pem(text)), "no private key in PEM form"));
    for (const std::string& said : {why(pem(damaged)), why(pem(app.key()))})
        CHECK_FALSE(contains(said, app.key().substr(100, 20)));

    test::entra_script script;
    CHECK(script.fetch(make_source(script, pem(""))).error() == errc::credential_unavailable);
}

TEST_CASE("client certificate: a file that is replaced counts at the next request")
{
    const temporary_folder folder;
    const std::string path = folder / "app.pem";
    const test_certificate first("P-256");
    const test_certificate second("P-256");
    test::entra_script script;
    const auto source = make_source(script, client_certificate::from_file(path));

    auto missing = script.fetch(source);
    CHECK(missing.error() == errc::credential_failed);
    CHECK(missing.error().cause() == boost::system::errc::no_such_file_or_directory);
    CHECK(contains(missing.error().details().what, path));

    temporary_folder::write(path, first.pem());
    CHECK(first.verify(assertion_by(script, source)));
    CHECK(first.verify(assertion_by(script, source)));
    temporary_folder::write(path, first.key() + second.certificate());
    const auto mixed = script.fetch(source);
    CHECK(mixed.error() == errc::credential_failed);
    CHECK(contains(mixed.error().details().what, path + ": none of its certificates"));
    temporary_folder::write(path, second.pem());
    CHECK(second.verify(assertion_by(script, source)));
    temporary_folder::write(path, "");
    CHECK(contains(script.fetch(source).error().details().what, "it is empty"));
}
