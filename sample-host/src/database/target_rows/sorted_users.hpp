// Pages of target users in any order, for companies that can be sorted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/target_rows/key_window.hpp"
#include "database/target_rows/user_rows.hpp"

namespace sample_host {

/// Reads for one filter and order, over a borrowed session. Rows that are equal in the order follow their
/// email keys. Without an index, the database reads all rows that match and sorts the first ones.
class SortedUsers {
 public:
  SortedUsers(Session& session, std::string company, const UserFilter& filter, const UserSort& sort);

  /// The users of the page, without their groups. A malformed cursor gives the first page.
  [[nodiscard]] UserList page(const PagePlace& place, std::size_t limit);

 private:
  /// A row's place in the order.
  struct Key {
    std::string value;
    std::string email_key;

    [[nodiscard]] static std::optional<Key> of(std::string_view cursor);
    [[nodiscard]] std::string text() const;
  };
  struct Found {
    TargetUser user;
    Key key;
  };
  [[nodiscard]] bool has_number() const;
  [[nodiscard]] std::string key_expression() const;
  /// In the order of reading.
  [[nodiscard]] std::vector<Found> read(const std::optional<Key>& from, bool backwards, std::size_t limit);

  Session& session_;
  std::string company_;
  const UserFilter& filter_;
  const UserSort sort_;
  UserConditions conditions_;
};

}  // namespace sample_host
