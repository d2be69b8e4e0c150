// A server that impersonates Google.
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <memory>
#include <thread>

#include "directory_fixture.hpp"

namespace gup::google::test {
namespace {

namespace asio = boost::asio;

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeCertificate {
  void operator()(X509* certificate) const { X509_free(certificate); }
};

/// A self-signed certificate for this address.
void use_self_signed_certificate(asio::ssl::context& context) {
  const std::unique_ptr<EVP_PKEY, FreeKey> key(EVP_EC_gen("P-256"));
  const std::unique_ptr<X509, FreeCertificate> certificate(X509_new());
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* const name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("127.0.0.1"),
                             -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_sign(certificate.get(), key.get(), EVP_sha256());
  SSL_CTX_use_certificate(context.native_handle(), certificate.get());
  SSL_CTX_use_PrivateKey(context.native_handle(), key.get());
}

TEST_F(DirectoryTest, SendsNoSecretToAnUntrustedServer) {
  asio::io_context context;
  asio::ssl::context tls(asio::ssl::context::tls_server);
  use_self_signed_certificate(tls);
  asio::ip::tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
  bool trusted = true;
  std::thread server([&] {
    asio::ssl::stream<asio::ip::tcp::socket> stream(acceptor.accept(), tls);
    boost::system::error_code error;
    stream.handshake(asio::ssl::stream_base::server, error);
    char byte = 0;
    if (!error) stream.read_some(asio::buffer(&byte, 1), error);
    trusted = !error;
  });
  GoogleClientSettings settings;
  settings.client_id = "client-id";
  settings.endpoints.token =
      "https://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port()) + "/token";
  open(settings);
  const auto failure = failure_of([&] { (void)reader_->list_units(monitor_); });
  server.join();
  EXPECT_FALSE(trusted) << "a byte of the request arrived";
  EXPECT_EQ(failure.code, host_sdk::ResultCode::operator_action);
  EXPECT_NE(failure.sentence.find("certificate"), std::string::npos) << failure.sentence;
}

}  // namespace
}  // namespace gup::google::test
