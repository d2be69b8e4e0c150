// The URLs of the directory methods that the plugin uses, with all parameters.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/fields/field_mapping.hpp"

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

  /// Which fields the requests for users ask for from now on.
  void ask_for(const ExtraUserFields& extra, const FieldMapping& mapping);

  /// The fields that Google may reject: `isGuestUser` and custom schemas. After a rejection, fewer are asked
  /// for: without one, without the other, without both.
  enum class Doubtful : std::uint8_t { all, without_custom, without_guests, none };
  [[nodiscard]] Doubtful doubtful() const { return doubtful_; }
  /// Google rejected a request with these: asks for fewer from now on. Returns false if there are none to
  /// leave out.
  bool leave_out_after(Doubtful rejected);
  /// Custom schemas are left out although the mapping needs them.
  [[nodiscard]] bool leaves_out_custom() const { return !schemas_.empty() && !asks_for_custom(); }

  [[nodiscard]] std::string users(const std::string& page_token, Order order, int page_size = 500) const;
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

  /// The schemas of custom attributes.
  [[nodiscard]] std::string schemas() const;

  /// The smallest requests that test the access to a list.
  [[nodiscard]] std::string one_user() const;
  /// Five, since the members of one group may be unreadable for a reason of its own.
  [[nodiscard]] std::string some_groups() const;
  [[nodiscard]] std::string one_member(const std::string& group_id) const;
  [[nodiscard]] std::string top_units() const;
  /// The fields that identify an administrator and their customer.
  [[nodiscard]] std::string administrator(const std::string& id) const;

 private:
  [[nodiscard]] bool asks_for_guests() const;
  [[nodiscard]] bool asks_for_custom() const;
  [[nodiscard]] std::string user_fields() const;

  std::string base_;
  ExtraUserFields extra_;
  /// The members of a user's record that the mapping reads, separated by commas.
  std::string mapped_;
  /// The names of the schemas of the mapping, separated by commas.
  std::string schemas_;
  Doubtful doubtful_ = Doubtful::all;
};

}  // namespace gup::google
