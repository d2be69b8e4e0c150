// Reading the host's target users (table target_users).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/counted.hpp"
#include "host_sdk/services/clock.hpp"

namespace sample_host {

class SessionPool;

/// A row of target_users, with the names of the groups that the person is in.
struct TargetUser {
  std::int64_t id = 0;
  std::string company_id;
  std::string email;
  std::string email_key;
  std::string first_name;
  std::string last_name;
  std::string department;
  std::string job_title;
  std::string phone_number;
  std::string manager_email;
  std::string preferred_language;
  std::string time_zone;
  std::string location;
  std::string status;
  /// Empty for a row made by hand.
  std::string provider;
  std::optional<std::string> external_id;
  host_sdk::Timestamp created_at;
  host_sdk::Timestamp updated_at;
  /// Each group once, by name.
  std::vector<std::string> groups;
};

/// What to look for; what is empty or 0 does not filter.
struct UserFilter {
  /// Part of the e-mail address or of the name, whatever its case.
  std::string search;
  /// `std::string{}` (present and empty) finds rows made by hand.
  std::optional<std::string> provider;
  std::string status;
  std::int64_t group_id = 0;
};

struct UserList {
  std::vector<TargetUser> users;
  /// Where the next page starts; empty at the end. There may be a next page although this one is not full, or
  /// empty.
  std::string next;
};

/// Reads by e-mail key, in pages by key. However large the company is, a page looks at a bounded number of
/// rows: see the decision record 0005. A search lists the addresses that begin with the text before the
/// others. Every function throws DatabaseError.
class TargetUsersReader {
 public:
  explicit TargetUsersReader(SessionPool& pool) : pool_(pool) {}

  [[nodiscard]] UserList list(std::string_view company_id, const UserFilter& filter, std::string_view after,
                              int limit);
  [[nodiscard]] std::int64_t count(std::string_view company_id, const UserFilter& filter);
  /// The same within a bounded time.
  [[nodiscard]] CountedSoFar count_so_far(std::string_view company_id, const UserFilter& filter);
  [[nodiscard]] std::optional<TargetUser> find(std::string_view company_id, std::int64_t id);
  [[nodiscard]] std::optional<TargetUser> find_by_key(std::string_view company_id,
                                                      std::string_view email_key);

  /// The providers that have users in the company, without ''.
  [[nodiscard]] std::vector<std::string> providers(std::string_view company_id);

  /// Calls `visit` for every user in the order of the e-mail keys, a page of 1,000 at a time in memory.
  void for_each(std::string_view company_id, const UserFilter& filter,
                const std::function<void(const TargetUser&)>& visit);

 private:
  SessionPool& pool_;
};

}  // namespace sample_host
