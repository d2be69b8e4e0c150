#include "plan/state/text_arena.hpp"

#include <cstring>

namespace gup::plan {
namespace {

constexpr std::size_t kPiece = 64 * 1024;
/// A longer text gets a piece of its own, so that none wastes the rest of the present one.
constexpr std::size_t kLong = kPiece / 16;

}  // namespace

std::string_view TextArena::keep(std::string_view text) {
  if (text.empty()) return {};
  if (text.size() > kLong) {
    auto own = std::make_unique_for_overwrite<char[]>(text.size());
    std::memcpy(own.get(), text.data(), text.size());
    return {pieces_.emplace_back(std::move(own)).get(), text.size()};
  }
  if (text.size() > left_) {
    free_ = pieces_.emplace_back(std::make_unique_for_overwrite<char[]>(kPiece)).get();
    left_ = kPiece;
  }
  char* const at = free_;
  std::memcpy(at, text.data(), text.size());
  free_ += text.size();
  left_ -= text.size();
  return {at, text.size()};
}

}  // namespace gup::plan
