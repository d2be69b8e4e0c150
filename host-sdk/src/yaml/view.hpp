// The state behind a Mapping: a place in a document, and the known keys. Private to the strict reader.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "document.hpp"
#include "host_sdk/yaml/strict_reader.hpp"

namespace host_sdk::yaml::detail {

/// A document with its name and environment. All views of it share it.
struct Source {
  std::string file;
  Node root;
  Environment environment;
};

struct View {
  View(std::shared_ptr<const Source> source_, const Node& node_, std::string path_, int line_)
      : source(std::move(source_)), node(node_), path(std::move(path_)), line(line_) {}

  /// Finds a key, and marks it as known.
  [[nodiscard]] const Entry* find(std::string_view key);
  [[nodiscard]] const Entry& require(std::string_view key);

  /// The text of a scalar with its variables replaced. Throws YamlError if it is empty.
  [[nodiscard]] std::string text(const Entry& entry) const;
  [[nodiscard]] std::string text(const Node& value, int value_line, const std::string& value_path) const;
  /// Like `text`, for a scalar that must not be quoted because it is `wanted`: "a duration".
  [[nodiscard]] std::string plain(const Entry& entry, std::string_view wanted) const;

  /// The view of a nested mapping; the same one at every call. `finish` checks it as well.
  [[nodiscard]] std::shared_ptr<View> child(const Node& below, std::string child_path, int child_line);

  [[nodiscard]] YamlError error(const Entry& entry, std::string sentence) const;
  [[nodiscard]] std::string item_path(const Entry& entry, std::size_t number) const;
  void finish() const;

  std::shared_ptr<const Source> source;
  const Node& node;
  std::string path;
  /// The line of the mapping's own key, for errors about missing keys.
  int line;
  std::set<std::string, std::less<>> known;
  /// By path.
  std::map<std::string, std::shared_ptr<View>> children;
};

}  // namespace host_sdk::yaml::detail
