// What stands behind a Mapping: a place in a document, and which of its keys were asked for. Private to the
// strict reader.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "document.hpp"
#include "host_sdk/yaml/strict_reader.hpp"

namespace host_sdk::yaml::detail {

/// A document with all that its values need. Shared by every view of it.
struct Source {
  std::string file;
  Node root;
  Environment environment;
};

struct View {
  View(std::shared_ptr<const Source> source_, const Node& node_, std::string path_, int line_)
      : source(std::move(source_)), node(node_), path(std::move(path_)), line(line_) {}

  /// Finds a key and notes that it is known.
  [[nodiscard]] const Entry* find(std::string_view key);
  [[nodiscard]] const Entry& require(std::string_view key);

  /// The text of a scalar with its variables replaced; never empty.
  [[nodiscard]] std::string text(const Entry& entry) const;
  [[nodiscard]] std::string text(const Node& value, int value_line, const std::string& value_path) const;
  /// The same for a scalar that must not stand in quotes, because it is `wanted`.
  [[nodiscard]] std::string plain(const Entry& entry, std::string_view wanted) const;

  /// The view of a mapping below this one, the same one however often it is asked for; `finish` reaches it
  /// from here.
  [[nodiscard]] std::shared_ptr<View> child(const Node& below, std::string child_path, int child_line);

  [[nodiscard]] YamlError error(const Entry& entry, std::string sentence) const;
  [[nodiscard]] std::string item_path(const Entry& entry, std::size_t number) const;
  void finish() const;

  std::shared_ptr<const Source> source;
  const Node& node;
  std::string path;
  /// Where the mapping's own key stands: the line for keys that are missing.
  int line;
  std::set<std::string, std::less<>> known;
  /// By path.
  std::map<std::string, std::shared_ptr<View>> children;
};

}  // namespace host_sdk::yaml::detail
