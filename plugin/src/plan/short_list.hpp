// Lists in sentences.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gup::plan {

/// Counts things and remembers the first ten.
class ShortList {
 public:
  explicit ShortList(std::size_t shown = 10) : shown_(shown) {}
  void add(std::string_view thing);
  [[nodiscard]] std::size_t size() const { return size_; }
  /// "a, b, c and 4 more": the first `shown` things.
  [[nodiscard]] std::string text() const;

 private:
  std::size_t shown_;
  std::size_t size_ = 0;
  std::string text_;
};

/// "a, b, c and 4 more": names at most ten.
[[nodiscard]] std::string listed(const std::vector<std::string>& things);

}  // namespace gup::plan
