#include "database/access/invitations_table.hpp"

#include "accounts/password.hpp"
#include "database/host_database.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {

std::string InvitationsTable::create(Invitation invitation, host_sdk::Timestamp now) {
  const std::string token = random_token();
  database_.write("the invitation cannot be stored", [&](Session& session) {
    Query(session, "DELETE FROM host_invitations WHERE company_id = ? AND page_slug = ?")
        .text(invitation.company_id, "company_id")
        .text(invitation.page_slug, "page_slug")
        .run();
    Query(session,
          "INSERT INTO host_invitations (token_hash, company_id, page_slug, invited_by, expires_at) VALUES "
          "(?, ?, "
          "?, ?, ?)")
        .text(sha256_hex(token), "token_hash")
        .text(invitation.company_id, "company_id")
        .text(invitation.page_slug, "page_slug")
        .text(invitation.invited_by, "invited_by")
        .number(host_sdk::to_microseconds(now + kInvitationLifetime))
        .run();
  });
  return token;
}

std::optional<Invitation> InvitationsTable::find(std::string_view token, host_sdk::Timestamp now) {
  const std::string hash = sha256_hex(token);
  return database_.with_session("the invitation cannot be read", [&](Session& session) {
    std::optional<Invitation> found;
    Query(
        session,
        "SELECT company_id, page_slug, invited_by, expires_at FROM host_invitations WHERE token_hash = ? AND "
        "expires_at > ?")
        .text(hash, "token_hash")
        .number(host_sdk::to_microseconds(now))
        .read("tttn", [&](const sql::Row& row) {
          found = Invitation{hash, row.text(0), row.text(1), row.text(2),
                             host_sdk::from_microseconds(row.number(3))};
        });
    return found;
  });
}

void InvitationsTable::remove(const std::string& token_hash) {
  database_.with_session("the invitation cannot be removed", [&](Session& session) {
    Query(session, "DELETE FROM host_invitations WHERE token_hash = ?").text(token_hash, "token_hash").run();
  });
}

void InvitationsTable::remove_expired(host_sdk::Timestamp now) {
  database_.with_session("expired invitations cannot be removed", [&](Session& session) {
    Query(session, "DELETE FROM host_invitations WHERE expires_at <= ?")
        .number(host_sdk::to_microseconds(now))
        .run();
  });
}

}  // namespace sample_host
