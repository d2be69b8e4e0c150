// The addresses of the directory methods that the plugin uses, with every parameter.
#pragma once

#include <cstdint>
#include <string>

namespace gup::google {

/// Which way through the users' addresses.
enum class Order : std::uint8_t { ascending, descending };

/// Makes the addresses below one base ("https://admin.googleapis.com"). A page token is empty for the first
/// page; all other parameters are repeated with it, as Google demands.
class DirectoryRequests {
 public:
  explicit DirectoryRequests(std::string base);

  [[nodiscard]] std::string users(const std::string& page_token, Order order) const;
  [[nodiscard]] std::string groups(const std::string& page_token) const;
  [[nodiscard]] std::string members(const std::string& group_id, const std::string& page_token) const;
  [[nodiscard]] std::string units() const;
  [[nodiscard]] std::string user(const std::string& id) const;

  /// The smallest questions that show whether a list may be read.
  [[nodiscard]] std::string one_user() const;
  [[nodiscard]] std::string one_group() const;
  [[nodiscard]] std::string top_units() const;
  /// What identifies an administrator and their customer.
  [[nodiscard]] std::string administrator(const std::string& id) const;

 private:
  std::string base_;
};

}  // namespace gup::google
