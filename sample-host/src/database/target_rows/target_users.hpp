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
#include "host_sdk/language.hpp"
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

/// Every such field but email and status: selects, writes, lists and edits them. A new field needs a version
/// of the host's tables with its column.
inline constexpr std::array kUserFields{
    UserField{"first_name", host_sdk::tr_later("First name"), 255, &TargetUser::first_name, false},
    UserField{"last_name", host_sdk::tr_later("Last name"), 255, &TargetUser::last_name, false},
    UserField{"department", host_sdk::tr_later("Department"), 255, &TargetUser::department, true},
    UserField{"job_title", host_sdk::tr_later("Job title"), 255, &TargetUser::job_title, true},
    UserField{"phone_number", host_sdk::tr_later("Phone number"), 255, &TargetUser::phone_number, true},
    UserField{"manager_email", host_sdk::tr_later("Manager email"), 320, &TargetUser::manager_email, true},
    UserField{"preferred_language", host_sdk::tr_later("Language"), 64, &TargetUser::preferred_language,
              true},
    UserField{"time_zone", host_sdk::tr_later("Time zone"), 64, &TargetUser::time_zone, true},
    UserField{"location", host_sdk::tr_later("Location"), 255, &TargetUser::location, true},
};

/// Empty members and 0 do not filter.
struct UserFilter {
  /// Part of the email address or of the name, in any case.
  std::string search;
  /// `std::string{}` (set and empty) finds rows made by hand.
  std::optional<std::string> provider;
  std::string status;
  std::int64_t group_id = 0;
  /// The whole department, in any case.
  std::string department = {};
  /// Added or changed at this time or later.
  std::optional<host_sdk::Timestamp> changed_since = {};
};

enum class UserOrder : std::uint8_t { email, name, department, changed };

struct UserSort {
  UserOrder by = UserOrder::email;
  bool descending = false;
};

struct UserList {
  std::vector<TargetUser> users;
  /// The cursor of the next page; empty at the end. A page that is not full, or empty, may have a next page.
  std::string next;
  /// The cursor of the page before; empty on the first page.
  std::string previous = {};
};

/// Reads with keyset pagination. A page reads a bounded number of rows in a company of any size: see decision
/// record 0005. A search lists addresses that begin with the text first. Every function throws SqlError.
class TargetUsersReader {
 public:
  explicit TargetUsersReader(HostDatabase& database, int whole_company = kWholeCompany)
      : database_(database), whole_company_(whole_company) {}

  /// True if the company has so few users that pages can be sorted, and read backwards.
  [[nodiscard]] bool can_sort(std::string_view company_id);
  /// A page of a company that can be sorted.
  [[nodiscard]] UserList page(std::string_view company_id, const UserFilter& filter, const UserSort& sort,
                              const PagePlace& place, int limit);
  /// A page of any company, in the order of email keys.
  [[nodiscard]] UserList list(std::string_view company_id, const UserFilter& filter, std::string_view after,
                              int limit);
  [[nodiscard]] std::int64_t count(std::string_view company_id, const UserFilter& filter);
  /// Like `count`, but in bounded time in a company that cannot be sorted.
  [[nodiscard]] CountedSoFar count_so_far(std::string_view company_id, const UserFilter& filter);
  [[nodiscard]] std::optional<TargetUser> find(std::string_view company_id, std::int64_t id);
  /// The full name, or the address without one; "" if there is no such user.
  [[nodiscard]] std::string name(std::string_view company_id, std::int64_t id);
  [[nodiscard]] std::optional<TargetUser> find_by_key(std::string_view company_id,
                                                      std::string_view email_key);

  /// The providers that have users in the company, without ''.
  [[nodiscard]] std::vector<std::string> providers(std::string_view company_id);

  /// At most `limit` departments that contain the text in any case, in alphabetical order.
  [[nodiscard]] std::vector<std::string> departments(std::string_view company_id, std::string_view search,
                                                     int limit);

  /// Calls `visit` for every user in the order of email keys, with 1,000 of them in memory at a time.
  void for_each(std::string_view company_id, const UserFilter& filter,
                const std::function<void(const TargetUser&)>& visit);

 private:
  HostDatabase& database_;
  int whole_company_;
};

}  // namespace sample_host
