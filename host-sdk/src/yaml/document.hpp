// A parsed document as a tree. Private to the strict reader.
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
  /// For scalars: the text, and whether it is quoted, in which case it is not a number or a boolean.
  std::string text;
  bool quoted = false;
  std::vector<Node> items;
  std::vector<Entry> entries;
  /// For mappings: the position of each key in `entries`.
  std::map<std::string, std::size_t, std::less<>> index;

  [[nodiscard]] const Entry* find(std::string_view key) const;
};

struct Entry {
  std::string key;
  int line = 1;
  Node value;
};

/// The path of a key below `parent`, for errors: "a.b", "a[0]".
[[nodiscard]] std::string join_path(const std::string& parent, std::string_view key);

/// Parses `text`. The root is a mapping. Throws YamlError with `file`.
[[nodiscard]] Node parse(std::string_view text, const std::string& file);

}  // namespace host_sdk::yaml::detail
