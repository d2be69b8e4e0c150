#include "view.hpp"

#include <utility>

#include "host_sdk/value_rules.hpp"
#include "values.hpp"

namespace host_sdk::yaml::detail {

const Entry* View::find(std::string_view key) {
  known.emplace(key);
  return node.find(key);
}

const Entry& View::require(std::string_view key) {
  const Entry* entry = find(key);
  if (entry == nullptr) throw YamlError(source->file, line, join_path(path, key), "is missing");
  return *entry;
}

std::string View::text(const Entry& entry) const {
  return text(entry.value, entry.line, join_path(path, entry.key));
}

std::string View::text(const Node& value, int value_line, const std::string& value_path) const {
  const auto fail = [&](std::string sentence) {
    return YamlError(source->file, value_line, value_path, std::move(sentence));
  };
  if (value.kind == Node::Kind::nothing) throw fail("has no value");
  if (value.kind != Node::Kind::scalar) throw fail("must be a single value, not a list or a mapping");
  std::string problem;
  auto expanded = expand(value.text, source->environment, problem);
  if (!expanded) throw fail(problem);
  if (expanded->empty()) throw fail("must not be empty");
  return *std::move(expanded);
}

std::string View::plain(const Entry& entry, std::string_view wanted) const {
  std::string value = text(entry);
  if (entry.value.quoted) throw error(entry, "must be " + std::string(wanted) + ", written without quotes");
  return value;
}

std::shared_ptr<View> View::child(const Node& below, std::string child_path, int child_line) {
  auto& view = children[child_path];
  if (!view) view = std::make_shared<View>(source, below, std::move(child_path), child_line);
  return view;
}

YamlError View::error(const Entry& entry, std::string sentence) const {
  return {source->file, entry.line, join_path(path, entry.key), std::move(sentence)};
}

std::string View::item_path(const Entry& entry, std::size_t number) const {
  return join_path(path, entry.key) + "[" + std::to_string(number) + "]";
}

void View::finish() const {
  for (const Entry& entry : node.entries) {
    if (known.contains(entry.key)) continue;
    throw error(entry, name_problem(entry.key, {known.begin(), known.end()}));
  }
  for (const auto& [child_path, below] : children) below->finish();
}

}  // namespace host_sdk::yaml::detail
