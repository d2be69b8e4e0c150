// Texts by the million, for little more than their bytes.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace gup::plan {

/// Keeps copies of texts, one after the other in large pieces of memory. Nothing is given back before all of
/// it is.
class TextArena {
 public:
  /// The kept copy: valid for as long as the arena lives, wherever that is moved.
  std::string_view keep(std::string_view text);

 private:
  std::vector<std::unique_ptr<char[]>> pieces_;
  char* free_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace gup::plan
