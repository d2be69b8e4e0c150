#include "directory/field_mask.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace emulator {

namespace json = boost::json;

class FieldMaskParser {
 public:
  explicit FieldMaskParser(std::string_view text) : text_(text) {}

  FieldMask parse() {
    FieldMask mask;
    list(mask, 0);
    if (position_ != text_.size()) fail();
    return mask;
  }

 private:
  static constexpr int kDeepest = 40;

  void list(FieldMask& mask, int depth) {
    if (depth > kDeepest) fail();
    do {
      path(mask, depth);
    } while (take(','));
  }

  // name [ '/' path | '(' list ')' ]
  void path(FieldMask& parent, int depth) {
    if (depth > kDeepest) fail();
    FieldMask& here = parent.child_for(name());
    if (take('/')) {
      path(here, depth + 1);
    } else if (take('(')) {
      list(here, depth + 1);
      if (!take(')')) fail();
    } else {
      here.whole_ = true;
    }
    if (here.whole_) here.children_.clear();
  }

  std::string name() {
    skip_spaces();
    const auto start = position_;
    while (position_ < text_.size() &&
           std::string_view(",/() ").find(text_[position_]) == std::string_view::npos)
      ++position_;
    if (position_ == start) fail();
    return std::string(text_.substr(start, position_ - start));
  }

  bool take(char wanted) {
    skip_spaces();
    if (position_ >= text_.size() || text_[position_] != wanted) return false;
    ++position_;
    return true;
  }

  void skip_spaces() {
    while (position_ < text_.size() && text_[position_] == ' ') ++position_;
  }

  [[noreturn]] void fail() const { throw FieldMaskError(std::string(text_)); }

  std::string_view text_;
  std::size_t position_ = 0;
};

FieldMask FieldMask::parse(std::string_view text) {
  return FieldMaskParser(text).parse();
}

const FieldMask* FieldMask::child(std::string_view name) const {
  static const FieldMask kEverything;
  if (children_.empty()) return &kEverything;
  for (const auto& [child_name, mask] : children_)
    if (child_name == name || child_name == "*") return &mask;
  return nullptr;
}

FieldMask& FieldMask::child_for(const std::string& name) {
  for (auto& [child_name, mask] : children_)
    if (child_name == name) return mask;
  return children_.emplace_back(name, FieldMask()).second;
}

void FieldMask::apply(json::value& value) const {
  if (everything()) return;
  if (value.is_array()) {
    for (json::value& element : value.get_array()) apply(element);
  } else if (value.is_object()) {
    json::object& object = value.get_object();
    for (auto entry = object.begin(); entry != object.end();) {
      const FieldMask* below = child(entry->key());
      if (below) {
        below->apply(entry->value());
        ++entry;
      } else {
        entry = object.erase(entry);
      }
    }
  }
}

}  // namespace emulator
