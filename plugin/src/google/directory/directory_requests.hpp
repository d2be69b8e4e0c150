// The URLs of the directory methods that the plugin uses, with all parameters.
#pragma once

#include <cstdint>
#include <string>

namespace gup::google {

/// The order of users by email.
enum class Order : std::uint8_t { ascending, descending };

/// Builds the URLs below a base such as "https://admin.googleapis.com". A page token is empty for the first
/// page; all other parameters are repeated with it, as Google requires.
class DirectoryRequests {
 public:
  explicit DirectoryRequests(std::string base);

  [[nodiscard]] std::string users(const std::string& page_token, Order order) const;
  /// The users that were deleted in the last 20 days.
  [[nodiscard]] std::string deleted_users(const std::string& page_token) const;
  [[nodiscard]] std::string groups(const std::string& page_token) const;
  [[nodiscard]] std::string members(const std::string& group_id, const std::string& page_token) const;
  [[nodiscard]] std::string units() const;
  /// The units directly below the unit `id`, or below the root for an empty id.
  [[nodiscard]] std::string child_units(const std::string& id) const;
  [[nodiscard]] std::string user(const std::string& id) const;
  [[nodiscard]] std::string group(const std::string& id) const;
  /// `id` with Google's prefix "id:".
  [[nodiscard]] std::string unit(const std::string& id) const;
  [[nodiscard]] std::string has_member(const std::string& group_id, const std::string& person_id) const;
  [[nodiscard]] std::string groups_of(const std::string& person_id, const std::string& page_token) const;

  /// The smallest requests that test the access to a list.
  [[nodiscard]] std::string one_user() const;
  [[nodiscard]] std::string one_group() const;
  [[nodiscard]] std::string one_member(const std::string& group_id) const;
  [[nodiscard]] std::string top_units() const;
  /// The fields that identify an administrator and their customer.
  [[nodiscard]] std::string administrator(const std::string& id) const;

 private:
  std::string base_;
};

}  // namespace gup::google
