// Reading the host's target users (table target_users).
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/target_rows/key_window.hpp"
#include "host_sdk/services/clock.hpp"

namespace sample_host {

/// A row of target_users, with the names of the user's groups.
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

/// A field of a target user that people and providers fill in.
struct UserField {
  const char* column;
  /// On pages.
  const char* label;
  /// In code points.
  int maximum;
  std::string TargetUser::*member;
  /// Rows made by hand store NULL instead of "".
  bool null_if_empty;
};

/// In code points.
inline constexpr int kLongestEmail = 320;

/// Every such field but email and status: creates the columns, selects, writes, lists and edits them.
inline constexpr std::array kUserFields{
    UserField{"first_name", "First name", 255, &TargetUser::first_name, false},
    UserField{"last_name", "Last name", 255, &TargetUser::last_name, false},
    UserField{"department", "Department", 255, &TargetUser::department, true},
    UserField{"job_title", "Job title", 255, &TargetUser::job_title, true},
    UserField{"phone_number", "Phone number", 255, &TargetUser::phone_number, true},
    UserField{"manager_email", "Manager email", 320, &TargetUser::manager_email, true},
    UserField{"preferred_language", "Language", 64, &TargetUser::preferred_language, true},
    UserField{"time_zone", "Time zone", 64, &TargetUser::time_zone, true},
    UserField{"location", "Location", 255, &TargetUser::location, true},
};

/// Empty members and 0 do not filter.
struct UserFilter {
  /// Part of the email address or of the name, in any case.
  std::string search;
  /// `std::string{}` (set and empty) finds rows made by hand.
  std::optional<std::string> provider;
  std::string status;
  std::int64_t group_id = 0;
};

struct UserList {
  std::vector<TargetUser> users;
  /// The cursor of the next page; empty at the end. A page that is not full, or empty, may have a next page.
  std::string next;
};

/// Reads in the order of email keys, with keyset pagination. A page reads a bounded number of rows in a
/// company of any size: see decision record 0005. A search lists addresses that begin with the text first.
/// Every function throws SqlError.
class TargetUsersReader {
 public:
  explicit TargetUsersReader(HostDatabase& database) : database_(database) {}

  [[nodiscard]] UserList list(std::string_view company_id, const UserFilter& filter, std::string_view after,
                              int limit);
  [[nodiscard]] std::int64_t count(std::string_view company_id, const UserFilter& filter);
  /// As `count`, but in bounded time.
  [[nodiscard]] CountedSoFar count_so_far(std::string_view company_id, const UserFilter& filter);
  [[nodiscard]] std::optional<TargetUser> find(std::string_view company_id, std::int64_t id);
  [[nodiscard]] std::optional<TargetUser> find_by_key(std::string_view company_id,
                                                      std::string_view email_key);

  /// The providers that have users in the company, without ''.
  [[nodiscard]] std::vector<std::string> providers(std::string_view company_id);

  /// Calls `visit` for every user in the order of email keys, with 1,000 of them in memory at a time.
  void for_each(std::string_view company_id, const UserFilter& filter,
                const std::function<void(const TargetUser&)>& visit);

 private:
  HostDatabase& database_;
};

}  // namespace sample_host
