#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/value.hpp>

/// The `fields` parameter: `a,b`  `a/b`  `a(b,c)`  `*` (contract 1.4).
namespace emulator {

/// The mask does not follow the grammar; `selection` is the part that Google would name.
class FieldMaskError : public std::runtime_error {
 public:
  /// `allowed_by_schema`: the schema knows the selection and only a switch refuses it.
  explicit FieldMaskError(const std::string& selection, bool allowed_by_schema = false)
      : std::runtime_error("Invalid field selection " + selection), allowed(allowed_by_schema) {}

  bool allowed;
};

class FieldMask {
 public:
  /// Selects everything.
  FieldMask() = default;
  /// Throws FieldMaskError.
  static FieldMask parse(std::string_view text);

  bool everything() const { return children_.empty(); }
  bool selects(std::string_view name) const { return child(name) != nullptr; }
  /// Returns the selection below `name`, or null if `name` is not selected.
  const FieldMask* child(std::string_view name) const;
  const std::vector<std::pair<std::string, FieldMask>>& children() const { return children_; }
  std::vector<std::pair<std::string, FieldMask>>& children() { return children_; }

  /// Removes unselected members from `value`, in arrays from each element.
  void apply(boost::json::value& value) const;

 private:
  friend class FieldMaskParser;
  FieldMask& child_for(const std::string& name);

  std::vector<std::pair<std::string, FieldMask>> children_;
  /// `a,a/b` selects the whole of a, whatever the order.
  bool whole_ = false;
};

}  // namespace emulator
