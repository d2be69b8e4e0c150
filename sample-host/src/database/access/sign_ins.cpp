#include "database/access/sign_ins.hpp"

#include "accounts/password.hpp"
#include "database/host_database.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {
namespace {

/// A session that begins later was made while a clock was wrong, and would last too long.
constexpr std::chrono::minutes kMayBeginLater{5};

}  // namespace

std::string SignIns::create(std::string_view account, std::string_view account_stamp, host_sdk::Timestamp now,
                            std::chrono::seconds lifetime) {
  const std::string token = random_token();
  database_.with_session("the sign-in cannot be stored", [&](Session& session) {
    Query(session,
          "INSERT INTO host_sessions (token_hash, account, account_stamp, created_at, expires_at) VALUES (?, "
          "?, ?, ?, ?)")
        .text(sha256_hex(token), "token_hash")
        .text(account, "account")
        .text(account_stamp, "account_stamp")
        .number(host_sdk::to_microseconds(now))
        .number(host_sdk::to_microseconds(now + lifetime))
        .run();
  });
  return token;
}

std::optional<SignIn> SignIns::find(std::string_view token, host_sdk::Timestamp now) {
  const std::string hash = sha256_hex(token);
  auto found = database_.with_session("the sign-in cannot be read", [&](Session& session) {
    std::optional<SignIn> sign_in;
    Query(
        session,
        "SELECT s.account, s.account_stamp, s.created_at, s.expires_at, COALESCE(l.language, '') FROM "
        "host_sessions s LEFT JOIN host_account_languages l ON l.account = s.account WHERE s.token_hash = ?")
        .text(hash, "token_hash")
        .read("ttnnt", [&](const sql::Row& row) {
          sign_in = SignIn{hash,
                           row.text(0),
                           row.text(1),
                           host_sdk::from_microseconds(row.number(2)),
                           host_sdk::from_microseconds(row.number(3)),
                           row.text(4)};
        });
    return sign_in;
  });
  if (found && (found->expires_at <= now || found->created_at > now + kMayBeginLater)) found.reset();
  return found;
}

void SignIns::choose_language(std::string_view account, std::string_view language) {
  database_.write("the language cannot be stored", [&](Session& session) {
    Query(session, "DELETE FROM host_account_languages WHERE account = ?").text(account, "account").run();
    Query(session, "INSERT INTO host_account_languages (account, language) VALUES (?, ?)")
        .text(account, "account")
        .text(language, "language")
        .run();
  });
}

void SignIns::remove(std::string_view token) {
  database_.with_session("the sign-in cannot be removed", [&](Session& session) {
    Query(session, "DELETE FROM host_sessions WHERE token_hash = ?")
        .text(sha256_hex(token), "token_hash")
        .run();
  });
}

void SignIns::remove_expired(host_sdk::Timestamp now) {
  database_.with_session("expired sign-ins cannot be removed", [&](Session& session) {
    Query(session, "DELETE FROM host_sessions WHERE expires_at <= ?")
        .number(host_sdk::to_microseconds(now))
        .run();
  });
}

}  // namespace sample_host
