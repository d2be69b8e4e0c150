// Pages of target users that read a bounded number of rows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/target_rows/key_window.hpp"
#include "database/target_rows/user_rows.hpp"

namespace sample_host {

/// Reads for one filter, over a borrowed session.
class UserPages {
 public:
  UserPages(Session& session, std::string company, const UserFilter& filter);

  /// The users after the cursor `after`, without their groups.
  [[nodiscard]] UserList page(const std::string& after, std::size_t limit);
  [[nodiscard]] CountedSoFar count();

 private:
  [[nodiscard]] bool is_plain() const;
  [[nodiscard]] bool searches_alone() const;
  [[nodiscard]] bool has_search_only() const;
  /// `without_beginnings`: leaves out users whose address begins with the text.
  [[nodiscard]] std::vector<TargetUser> read(const KeyRange& range, bool without_beginnings,
                                             std::size_t limit);
  [[nodiscard]] std::int64_t count_beginnings();
  [[nodiscard]] std::int64_t count_in(const std::string& until);

  Session& session_;
  std::string company_;
  const UserFilter& filter_;
  std::optional<std::vector<std::int64_t>> few_;
  UserConditions conditions_;
};

}  // namespace sample_host
