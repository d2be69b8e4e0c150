// Detects that two listings of the same users, in opposite orders, overlap.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/directory.hpp"

namespace gup::google {

/// Receives the pages of both listings and looks for users in the latest pages of both. Two or more
/// neighbours in exactly the opposite order prove that the listings overlap: all users before them are in the
/// forward listing, all users after them in the backward one. Compares ids, not emails: Google's
/// case-insensitive order of emails is not documented.
class OverlapDetector {
 public:
  enum class State : std::uint8_t {
    /// The latest pages have at most one user in common.
    apart,
    overlapping,
    /// The common users are not in the opposite order: the listings follow different orders, or users changed
    /// meanwhile. The listings prove nothing together.
    contradictory,
  };

  /// Adds the next page of the ascending listing.
  State add_forward(const std::vector<DirectoryUser>& page) { return add(forward_, backward_, page); }
  /// Adds the next page of the descending listing.
  State add_backward(const std::vector<DirectoryUser>& page) { return add(backward_, forward_, page); }

 private:
  /// The ids of the last two non-empty pages, deduplicated, in order of arrival. Two pages, because an
  /// overlap may span a page boundary.
  struct Window {
    std::vector<std::string> previous;
    std::vector<std::string> latest;
    [[nodiscard]] std::vector<std::string_view> ids() const;
    [[nodiscard]] bool contains_any_of(const std::vector<std::string>& page) const;
  };

  State add(Window& window, const Window& other, const std::vector<DirectoryUser>& page);
  [[nodiscard]] State compare() const;

  Window forward_;
  Window backward_;
};

}  // namespace gup::google
