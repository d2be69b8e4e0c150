// A parsed document as a plain tree. Private to the strict reader.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace host_sdk::yaml::detail {

struct Entry;

/// One value of a document.
struct Node {
  enum class Kind { nothing, scalar, list, mapping };

  Kind kind = Kind::nothing;
  /// 1-based.
  int line = 1;
  /// Scalars: the text, and whether it stood in quotes (then it is never a number or a boolean).
  std::string text;
  bool quoted = false;
  std::vector<Node> items;
  std::vector<Entry> entries;
  /// Mappings: where each key stands in `entries`.
  std::map<std::string, std::size_t, std::less<>> index;

  [[nodiscard]] const Entry* find(std::string_view key) const;
};

struct Entry {
  std::string key;
  int line = 1;
  Node value;
};

/// "a.b", "a[0]" — how a key below `parent` is named in errors.
[[nodiscard]] std::string join_path(const std::string& parent, std::string_view key);

/// Parses `text` into its tree; the root is a mapping. Throws YamlError with `file`.
[[nodiscard]] Node parse(std::string_view text, const std::string& file);

}  // namespace host_sdk::yaml::detail
