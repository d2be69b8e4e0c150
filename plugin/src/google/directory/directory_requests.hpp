// The URLs of the directory methods that the plugin uses, with all parameters.
#pragma once

#include <cstdint>
#include <string>

namespace gup::google {

/// The order of users by email.
enum class Order : std::uint8_t { ascending, descending };

/// Fields of users that only some companies need.
struct ExtraUserFields {
  /// `isGuestUser`, which older versions of the API do not know.
  bool guest = false;
  /// `isMailboxSetup`
  bool mailbox = false;
  /// `lastLoginTime`
  bool last_sign_in = false;
};

/// Builds the URLs below a base such as "https://admin.googleapis.com". A page token is empty for the first
/// page; all other parameters are repeated with it, as Google requires.
class DirectoryRequests {
 public:
  explicit DirectoryRequests(std::string base);

  /// Adds fields to the requests for users from now on.
  void ask_for(const ExtraUserFields& fields) { extra_ = fields; }
  [[nodiscard]] bool asks_for_guests() const { return extra_.guest; }
  void stop_asking_for_guests() { extra_.guest = false; }

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
  [[nodiscard]] std::string user_fields() const;

  std::string base_;
  ExtraUserFields extra_;
};

}  // namespace gup::google
