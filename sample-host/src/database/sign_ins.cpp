#include "database/sign_ins.hpp"

#include "accounts/password.hpp"
#include "database/row.hpp"
#include "database/transaction.hpp"

namespace sample_host {

std::string SignIns::create(std::string_view account, std::string_view account_stamp, host_sdk::Timestamp now,
                            std::chrono::seconds lifetime) {
  const std::string token = random_token();
  const std::string hash = sha256_hex(token);
  const std::string name{account};
  const std::string stamp{account_stamp};
  const Int created = micros(now);
  const Int expires = micros(now + lifetime);
  with_session(pool_, "the sign-in cannot be stored", [&](soci::session& sql) {
    sql << "INSERT INTO host_sessions (token_hash, account, account_stamp, created_at, expires_at) VALUES "
           "(:hash, "
           ":account, :stamp, :created, :expires)",
        soci::use(hash, "hash"), soci::use(name, "account"), soci::use(stamp, "stamp"),
        soci::use(created, "created"), soci::use(expires, "expires");
  });
  return token;
}

std::optional<SignIn> SignIns::find(std::string_view token, host_sdk::Timestamp now) {
  SignIn found;
  found.token_hash = sha256_hex(token);
  const bool there = with_session(pool_, "the sign-in cannot be read", [&](soci::session& sql) {
    Int created = 0;
    Int expires = 0;
    sql << "SELECT account, account_stamp, created_at, expires_at FROM host_sessions WHERE token_hash = "
           ":hash",
        soci::use(found.token_hash, "hash"), soci::into(found.account), soci::into(found.account_stamp),
        soci::into(created), soci::into(expires);
    found.created_at = moment(created);
    found.expires_at = moment(expires);
    return sql.got_data();
  });
  if (!there || found.expires_at <= now) return {};
  return found;
}

void SignIns::remove(std::string_view token) {
  const std::string hash = sha256_hex(token);
  with_session(pool_, "the sign-in cannot be removed", [&](soci::session& sql) {
    sql << "DELETE FROM host_sessions WHERE token_hash = :hash", soci::use(hash, "hash");
  });
}

void SignIns::remove_expired(host_sdk::Timestamp now) {
  const Int at = micros(now);
  with_session(pool_, "expired sign-ins cannot be removed", [&](soci::session& sql) {
    sql << "DELETE FROM host_sessions WHERE expires_at <= :now", soci::use(at, "now");
  });
}

}  // namespace sample_host
