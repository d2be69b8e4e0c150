#include "directory/discovery.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <stdexcept>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "common/json_members.hpp"
#include "common/text.hpp"

namespace emulator {

namespace json = boost::json;

namespace {

ParameterRule parameter_rule(const json::object& source) {
  ParameterRule rule;
  rule.location = text_or_empty(source, "location");
  rule.type = text_or_empty(source, "type");
  rule.pattern = text_or_empty(source, "pattern");
  rule.required = true_member(source, "required");
  rule.repeated = true_member(source, "repeated");
  if (const json::value* allowed = source.if_contains("enum"))
    for (const json::value& value : allowed->as_array()) rule.allowed.emplace_back(value.as_string());
  if (const auto minimum = text_or_empty(source, "minimum"); !minimum.empty())
    rule.minimum = std::stoll(minimum);
  if (const auto maximum = text_or_empty(source, "maximum"); !maximum.empty())
    rule.maximum = std::stoll(maximum);
  // Two lists document their maximum in prose only.
  static const std::string kInWords = "Max allowed value is ";
  const std::string description = text_or_empty(source, "description");
  const auto words_at = description.find(kInWords);
  if (!rule.maximum && words_at != std::string::npos)
    rule.maximum = std::stoll(description.substr(words_at + kInWords.size()));
  return rule;
}

/// The value of a `{name}` or `{+name}` segment of a path template, or an empty string.
std::string path_variable(const std::string& segment) {
  if (segment.size() < 3 || segment.front() != '{') return {};
  const std::size_t start = segment[1] == '+' ? 2 : 1;
  return segment.substr(start, segment.size() - start - 1);
}

bool match_path(const std::vector<std::string>& pattern, const std::vector<std::string_view>& path,
                Parameters& values) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (at >= path.size()) return false;
    const std::string name = path_variable(pattern[i]);
    if (name.empty()) {
      if (pattern[i] != path[at++]) return false;
    } else if (pattern[i][1] == '+') {
      // Matches as many segments as the rest of the template leaves.
      const std::size_t rest = pattern.size() - i - 1;
      if (path.size() < at + 1 + rest) return false;
      std::string taken(path[at++]);
      while (path.size() > at + rest) taken.append("/").append(path[at++]);
      // The only such parameter that is emulated is a unit's path, where Google reads '+' as a space.
      values.emplace_back(name, percent_decode(taken, true));
    } else {
      if (path[at].empty()) return false;
      values.emplace_back(name, percent_decode(path[at++], false));
    }
  }
  return at == path.size();
}

std::size_t literal_segments(const MethodRule& method) {
  return static_cast<std::size_t>(
      std::count_if(method.path.begin(), method.path.end(),
                    [](const std::string& part) { return path_variable(part).empty(); }));
}

/// Resource names such as `customers/C1/chrome/printers/2` belong to a method only when its pattern says so.
bool fit_patterns(const MethodRule& method, const Parameters& values) {
  return std::all_of(values.begin(), values.end(), [&](const auto& entry) {
    const std::string& pattern = method.parameters.at(entry.first).pattern;
    return pattern.empty() || std::regex_match(entry.second, std::regex(pattern));
  });
}

}  // namespace

Discovery Discovery::load(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read the discovery document " + file.string());
  const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  const json::value document = json::parse(text);
  const json::object& root = document.as_object();
  Discovery discovery;
  for (const auto& entry : root.at("parameters").as_object())
    discovery.common_[entry.key()] = parameter_rule(entry.value().as_object());
  discovery.schemas_ = root.at("schemas").as_object();
  for (const auto& entry : root.at("auth").at("oauth2").at("scopes").as_object())
    discovery.scopes_[entry.key()] = text_or_empty(entry.value().as_object(), "description");
  discovery.collect(root);
  return discovery;
}

void Discovery::collect(const json::object& resource) {
  if (const json::value* methods = resource.if_contains("methods")) {
    for (const auto& entry : methods->as_object()) {
      const json::object& source = entry.value().as_object();
      MethodRule rule;
      rule.id = text_or_empty(source, "id");
      rule.http_method = text_or_empty(source, "httpMethod");
      const std::string path = text_or_empty(source, "path");
      for (const std::string_view segment : split(path, '/')) rule.path.emplace_back(segment);
      if (const json::value* parameters = source.if_contains("parameters"))
        for (const auto& parameter : parameters->as_object())
          rule.parameters[parameter.key()] = parameter_rule(parameter.value().as_object());
      if (const json::value* scopes = source.if_contains("scopes"))
        for (const json::value& scope : scopes->as_array()) rule.scopes.emplace_back(scope.as_string());
      if (const json::value* response = source.if_contains("response"))
        rule.response_schema = text_or_empty(response->as_object(), "$ref");
      methods_.push_back(std::move(rule));
    }
  }
  if (const json::value* resources = resource.if_contains("resources"))
    for (const auto& entry : resources->as_object()) collect(entry.value().as_object());
}

Match Discovery::match(const std::string& http_method, const std::string& encoded_path) const {
  std::string_view path = encoded_path;
  if (path.starts_with('/')) path.remove_prefix(1);
  const auto segments = split(path, '/');
  Match best;
  std::size_t best_literals = 0;
  for (const MethodRule& method : methods_) {
    if (method.http_method != http_method) continue;
    Parameters values;
    // Some templates are `{+name}` behind a short prefix and match any path; the most literal one wins.
    if (!match_path(method.path, segments, values) || !fit_patterns(method, values)) continue;
    const std::size_t literals = literal_segments(method);
    if (!best.method || literals > best_literals) {
      best = {&method, std::move(values)};
      best_literals = literals;
    }
  }
  return best;
}

const json::object& Discovery::properties(const std::string& schema) const {
  return schemas_.at(schema).at("properties").as_object();
}

std::string Discovery::scope_description(const std::string& scope) const {
  const auto found = scopes_.find(scope);
  return found == scopes_.end() ? scope : found->second;
}

}  // namespace emulator
