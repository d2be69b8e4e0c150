// Whether two listings of the same people, one from each end of the same order, have met.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/directory.hpp"

namespace gup::google {

/// Told of the pages of both listings, it looks for people who stand in the newest pages of both. Two
/// neighbours or more in exactly the opposite order prove that the one listing has passed where the other one
/// is: whoever comes before them is in the former, whoever comes after them in the latter. Ids are compared
/// and never addresses: how Google orders those "ignoring case" is its own affair.
class TwoEnds {
 public:
  enum class State : std::uint8_t {
    /// Nobody, or only one person, was seen from both ends.
    apart,
    met,
    /// The common people do not stand in the opposite order: the two listings do not follow one order, or it
    /// changed meanwhile. Nothing can be concluded from them together.
    contradictory,
  };

  /// The next page of the listing from the front.
  State add_forward(const std::vector<DirectoryUser>& page) { return add(forward_, backward_, page); }
  /// The next page of the listing from the back.
  State add_backward(const std::vector<DirectoryUser>& page) { return add(backward_, forward_, page); }

 private:
  /// The ids of the last two pages that were not empty, each once, in the order in which they came. Two, so
  /// that one common person at the edge of a page is not all there is to see.
  struct Window {
    std::vector<std::string> former;
    std::vector<std::string> latest;
    [[nodiscard]] std::vector<std::string_view> ids() const;
    [[nodiscard]] bool shows_one_of(const std::vector<std::string>& page) const;
  };

  State add(Window& window, const Window& other, const std::vector<DirectoryUser>& page);
  [[nodiscard]] State compare() const;

  Window forward_;
  Window backward_;
};

}  // namespace gup::google
