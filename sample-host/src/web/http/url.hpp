// Addresses and forms.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sample_host::web {

/// Writes `?a=b&c=d`, or nothing when nothing was added.
class QueryString {
 public:
  QueryString& add(std::string_view name, std::string_view value);
  [[nodiscard]] const std::string& str() const { return text_; }

 private:
  std::string text_;
};

/// The fields of a query or of an `application/x-www-form-urlencoded` body, in their order.
class Fields {
 public:
  Fields() = default;
  explicit Fields(std::string_view encoded);

  /// The first value of that name; empty if there is none.
  [[nodiscard]] std::string first(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& items() const { return items_; }

 private:
  std::vector<std::pair<std::string, std::string>> items_;
};

/// The values of a page's form as its plugin expects them: names that start with '_' are the host's own and
/// left out; fields named by `_many` have all their values joined by commas; toggles named by `_toggle` are
/// `true` or `false`.
[[nodiscard]] std::map<std::string, std::string> form_values(const Fields& fields);

}  // namespace sample_host::web
