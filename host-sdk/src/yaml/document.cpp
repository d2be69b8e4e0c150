#include "document.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "host_sdk/text.hpp"
#include "host_sdk/yaml/strict_reader.hpp"

namespace host_sdk::yaml::detail {
namespace {

constexpr std::size_t kLargestDocument = std::size_t{1} << 20;
constexpr std::size_t kDeepestNesting = 32;

/// Builds the tree from yaml-cpp's events. yaml-cpp's own tree accepts duplicate keys and does not
/// distinguish `"5"` from `5`.
class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const std::string& file) : file_(file) {}

  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    add(node_at(mark, Node::Kind::nothing));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override { refuse_anchor(mark, anchor); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    Node node = node_at(mark, Node::Kind::scalar);
    node.text = value;
    node.quoted = tag == "!";
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(mark, tag, anchor, Node::Kind::list);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(mark, tag, anchor, Node::Kind::mapping);
  }
  void OnMapEnd() override { close(); }

  [[nodiscard]] Node take_root() { return std::move(root_); }

 private:
  /// An incomplete list or mapping and, for a mapping, the key of the next value.
  struct Open {
    Node node;
    std::string path;
    bool has_key = false;
    std::string key;
    int key_line = 0;
  };

  static Node node_at(const YAML::Mark& mark, Node::Kind kind) {
    Node node;
    node.kind = kind;
    node.line = mark.line + 1;
    return node;
  }

  [[nodiscard]] std::string current_path() const {
    if (open_.empty()) return {};
    const Open& top = open_.back();
    if (top.node.kind == Node::Kind::list)
      return top.path + "[" + std::to_string(top.node.items.size()) + "]";
    return top.has_key ? join_path(top.path, top.key) : top.path;
  }

  [[noreturn]] void fail(int line, const std::string& sentence) const {
    throw YamlError(file_, line, current_path(), sentence);
  }

  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) const {
    if (anchor != YAML::NullAnchor) fail(mark.line + 1, "anchors and aliases are not supported");
  }
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) const {
    if (!tag.empty() && tag != "?" && tag != "!") fail(mark.line + 1, "tags are not supported");
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Node::Kind kind) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (!open_.empty() && open_.back().node.kind == Node::Kind::mapping && !open_.back().has_key)
      fail(mark.line + 1, "a key must be text");
    if (open_.size() >= kDeepestNesting)
      fail(mark.line + 1, "is nested deeper than " + std::to_string(kDeepestNesting) + " levels");
    Open next;
    next.node = node_at(mark, kind);
    next.path = current_path();
    open_.push_back(std::move(next));
  }

  void close() {
    Node done = std::move(open_.back().node);
    open_.pop_back();
    add(std::move(done));
  }

  void add(Node node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& top = open_.back();
    if (top.node.kind == Node::Kind::list) {
      top.node.items.push_back(std::move(node));
    } else if (!top.has_key) {
      take_key(top, node);
    } else {
      top.node.entries.push_back({std::move(top.key), top.key_line, std::move(node)});
      top.has_key = false;
    }
  }

  void take_key(Open& mapping, const Node& node) {
    if (node.kind != Node::Kind::scalar || node.text.empty()) fail(node.line, "a key must be text");
    mapping.has_key = true;
    mapping.key = node.text;
    mapping.key_line = node.line;
    const auto [earlier, is_new] = mapping.node.index.emplace(node.text, mapping.node.entries.size());
    if (!is_new)
      fail(node.line,
           "is a duplicate of the key in line " + std::to_string(mapping.node.entries[earlier->second].line));
  }

  const std::string& file_;
  std::vector<Open> open_;
  Node root_;
};

/// The 1-based number of the first line that is not clean UTF-8.
int line_of_bad_text(std::string_view text) {
  int line = 1;
  while (true) {
    const auto end = text.find('\n');
    if (!is_clean_utf8(text.substr(0, end)) || end == std::string_view::npos) return line;
    text.remove_prefix(end + 1);
    ++line;
  }
}

}  // namespace

const Entry* Node::find(std::string_view key) const {
  const auto found = index.find(key);
  return found == index.end() ? nullptr : &entries[found->second];
}

std::string join_path(const std::string& parent, std::string_view key) {
  return parent.empty() ? std::string(key) : parent + "." + std::string(key);
}

Node parse(std::string_view text, const std::string& file) {
  if (text.size() > kLargestDocument) throw YamlError(file, 0, {}, "is larger than 1 MiB");
  if (!is_clean_utf8(text)) throw YamlError(file, line_of_bad_text(text), {}, "is not valid UTF-8 text");
  TreeBuilder builder(file);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    TreeBuilder second(file);
    if (parser.HandleNextDocument(second)) throw YamlError(file, 0, {}, "contains more than one document");
  } catch (const YAML::Exception& error) {
    const int line = error.mark.is_null() ? 0 : error.mark.line + 1;
    throw YamlError(file, line, {}, "is not valid YAML: " + error.msg);
  }
  Node root = builder.take_root();
  if (root.kind == Node::Kind::nothing) root.kind = Node::Kind::mapping;
  if (root.kind != Node::Kind::mapping)
    throw YamlError(file, root.line, {}, "must be a mapping of keys to values");
  return root;
}

}  // namespace host_sdk::yaml::detail
