#include "report.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ostream>
#include <string_view>

#include "host_sdk/text.hpp"

namespace host_sdk::check {
namespace {

constexpr std::array<std::string_view, 3> kMarks{"pass", "FAIL", "skip"};
constexpr std::array<std::string_view, 3> kWords{"passed", "failed", "skipped"};

std::ptrdiff_t count(const std::vector<RuleReport>& rules, Outcome outcome) {
  return std::count_if(rules.begin(), rules.end(),
                       [&](const RuleReport& rule) { return rule.outcome == outcome; });
}

std::string json_text(std::string_view text) {
  // What a plugin wrote is not always UTF-8, and JSON is.
  const bool clean = is_clean_utf8(text);
  std::string json = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (byte < 0x20 || (!clean && byte >= 0x80)) {
      std::array<char, 7> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04x", byte);
      json += escape.data();
    } else {
      json += c;
    }
  }
  return json + '"';
}

std::string json_list(const std::vector<std::string>& texts) {
  std::string json;
  for (const auto& text : texts) json += (json.empty() ? "" : ",") + json_text(text);
  return "[" + json + "]";
}

}  // namespace

void write_text(std::ostream& out, const std::string& plugin, const std::vector<RuleReport>& rules) {
  std::size_t width = 0;
  for (const auto& rule : rules) width = std::max(width, rule.rule.size());
  out << plugin << '\n';
  std::chrono::milliseconds total{0};
  for (const auto& rule : rules) {
    total += rule.took;
    out << "  " << kMarks[static_cast<std::size_t>(rule.outcome)] << "  " << rule.rule
        << std::string(width - rule.rule.size() + 2, ' ') << rule.about;
    if (rule.outcome == Outcome::skipped) out << " (" << rule.reason << ')';
    out << '\n';
    for (const auto* texts : {&rule.problems, &rule.answers})
      for (const auto& text : *texts) out << "        " << text << '\n';
    for (const auto& one : rule.measured)
      out << "        " << one.call << "() took " << one.took.count() << " of " << one.limit.count()
          << " ms\n";
  }
  out << count(rules, Outcome::passed) << " passed, " << count(rules, Outcome::failed) << " failed, "
      << count(rules, Outcome::skipped) << " skipped, in " << total.count() << " ms\n";
}

void write_json(std::ostream& out, const std::string& plugin, const std::vector<RuleReport>& rules) {
  out << "{\"plugin\":" << json_text(plugin);
  for (const auto outcome : {Outcome::passed, Outcome::failed, Outcome::skipped})
    out << ",\"" << kWords[static_cast<std::size_t>(outcome)] << "\":" << count(rules, outcome);
  out << ",\"rules\":[";
  bool first = true;
  for (const auto& rule : rules) {
    out << (first ? "" : ",") << "{\"rule\":" << json_text(rule.rule)
        << ",\"about\":" << json_text(rule.about) << ",\"outcome\":\""
        << kWords[static_cast<std::size_t>(rule.outcome)] << "\",\"milliseconds\":" << rule.took.count()
        << ",\"problems\":" << json_list(rule.problems);
    if (!rule.answers.empty()) out << ",\"answers\":" << json_list(rule.answers);
    if (!rule.reason.empty()) out << ",\"reason\":" << json_text(rule.reason);
    if (!rule.measured.empty()) {
      out << ",\"measured\":[";
      for (std::size_t i = 0; i < rule.measured.size(); ++i) {
        const auto& one = rule.measured[i];
        out << (i == 0 ? "" : ",") << "{\"call\":" << json_text(one.call)
            << ",\"milliseconds\":" << one.took.count() << ",\"limit\":" << one.limit.count() << '}';
      }
      out << ']';
    }
    out << '}';
    first = false;
  }
  out << "]}\n";
}

bool passed(const std::vector<RuleReport>& rules) {
  return count(rules, Outcome::failed) == 0;
}

}  // namespace host_sdk::check
