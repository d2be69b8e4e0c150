// Links for people without an account (table host_invitations).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/services/clock.hpp"

namespace sample_host {

class HostDatabase;

inline constexpr std::chrono::hours kInvitationLifetime{7 * 24};

/// What a link allows: the action that `Page::invitation` names.
struct Invitation {
  /// SHA-256 of the token, in hex; takes the place of a session in a callback's `state`.
  std::string token_hash;
  std::string company_id;
  std::string page_slug;
  std::string invited_by;
  host_sdk::Timestamp expires_at;
};

/// Only hashes of tokens are stored. Every function throws SqlError.
class InvitationsTable {
 public:
  explicit InvitationsTable(HostDatabase& database) : database_(database) {}

  /// Makes a link for 7 days and returns its token: 256 random bits as base64url. Earlier links of that page
  /// and company stop working.
  [[nodiscard]] std::string create(Invitation invitation, host_sdk::Timestamp now);

  /// The invitation of a token, unless it was used or has expired.
  [[nodiscard]] std::optional<Invitation> find(std::string_view token, host_sdk::Timestamp now);

  /// Uses it up.
  void remove(const std::string& token_hash);
  void remove_expired(host_sdk::Timestamp now);

 private:
  HostDatabase& database_;
};

}  // namespace sample_host
