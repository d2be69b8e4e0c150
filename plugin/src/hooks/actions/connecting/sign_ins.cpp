#include "hooks/actions/connecting/sign_ins.hpp"

#include <sodium.h>

#include <array>
#include <sstream>

#include "failure.hpp"
#include "host_sdk/encoding.hpp"
#include "host_sdk/language.hpp"
#include "host_sdk/time.hpp"

namespace gup {
namespace {

constexpr const char* kList = "sign-ins";
/// Google's answer is accepted for ten minutes.
constexpr std::chrono::minutes kForgottenAfter{15};

void start_sodium() {
  if (sodium_init() < 0)
    throw Failure(host_sdk::ResultCode::operator_action,
                  host_sdk::tr("The cryptography library failed to start, so connecting to Google is not "
                               "possible. Contact the operator of this platform."));
}

std::string name_of(const std::string& state) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(state.data()), state.size());
  return "sign-in-" + host_sdk::hex_encode({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

SecretText random_verifier() {
  std::string bytes(32, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  const SecretText wiped(std::move(bytes));
  return SecretText(host_sdk::base64url_encode(wiped.reveal()));
}

}  // namespace

SecretText SignIns::begin(const std::string& company_id, const std::string& state) {
  start_sodium();
  const std::string name = name_of(state);
  SecretText verifier = random_verifier();
  // Listed first: if the process ends here, a later call still erases the verifier.
  tidy(company_id, name, std::nullopt);
  throw_unless_done(context_.host.secrets().put(company_id, name, verifier.reveal()));
  return verifier;
}

std::optional<SecretText> SignIns::finish(const std::string& company_id, const std::string& state) {
  start_sodium();
  const std::string name = name_of(state);
  auto verifier = read_secret(context_.host.secrets(), company_id, name);
  if (verifier) {
    throw_unless_done(context_.host.secrets().erase(company_id, name));
    tidy(company_id, std::nullopt, name);
  }
  return verifier;
}

void SignIns::tidy(const std::string& company_id, const std::optional<std::string>& begun,
                   const std::optional<std::string>& finished) {
  auto& secrets = context_.host.secrets();
  const auto now = context_.host.clock().now();
  const auto list = find_secret(secrets, company_id, kList).text;
  std::ostringstream kept;
  std::istringstream entries(list ? list->reveal() : "");
  std::string name;
  std::int64_t begun_at = 0;
  while (entries >> name >> begun_at) {
    if (name == finished) continue;
    // Entries from the future were written while a clock was wrong.
    const auto age = now - host_sdk::from_microseconds(begun_at);
    if (age < kForgottenAfter && age > -kForgottenAfter) {
      kept << name << ' ' << begun_at << '\n';
    } else {
      throw_unless_done(secrets.erase(company_id, name));
    }
  }
  if (begun) kept << *begun << ' ' << host_sdk::to_microseconds(now) << '\n';
  const std::string text = kept.str();
  if (text == (list ? list->reveal() : "")) return;
  throw_unless_done(text.empty() ? secrets.erase(company_id, kList) : secrets.put(company_id, kList, text));
}

void SignIns::forget_old(const std::string& company_id) {
  tidy(company_id, std::nullopt, std::nullopt);
}

}  // namespace gup
