#include "settings/exclusion_csv.hpp"

#include <map>
#include <optional>
#include <set>

#include "host_sdk/encoding.hpp"
#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"

namespace gup {
namespace {

using host_sdk::tr;

/// More errors do not help.
constexpr std::size_t kMostErrors = 20;
constexpr const char* kKind = "kind";
constexpr const char* kValue = "value";
constexpr const char* kReason = "reason";

struct Record {
  std::size_t line = 0;
  std::vector<std::string> fields;
};

/// Splits RFC 4180 text. A quoted field may contain separators, line ends and doubled quotes.
class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  }

  /// False at the end. Sets `is_open` if a quoted field does not end.
  bool next(Record& record, bool& is_open) {
    if (text_.empty()) return false;
    record = {line_, {""}};
    bool quoted = false;
    while (!text_.empty()) {
      const char c = text_.front();
      text_.remove_prefix(1);
      if (c == '\n') ++line_;
      if (quoted) {
        if (c != '"')
          record.fields.back() += c;
        else if (text_.starts_with('"'))
          take_quote(record);
        else
          quoted = false;
      } else if (c == '"' && record.fields.back().empty()) {
        quoted = true;
      } else if (c == ',') {
        record.fields.emplace_back();
      } else if (c == '\n') {
        return true;
      } else if (c != '\r') {
        record.fields.back() += c;
      }
    }
    is_open = quoted;
    return true;
  }

 private:
  void take_quote(Record& record) {
    record.fields.back() += '"';
    text_.remove_prefix(1);
  }

  std::string_view text_;
  std::size_t line_ = 1;
};

std::optional<ExclusionKind> kind_in(const std::string& text) {
  const std::string wanted = host_sdk::fold_key(text);
  for (const ExclusionKind kind : exclusion_kinds())
    if (wanted == exclusion_kind_name(kind) || wanted == host_sdk::fold_key(exclusion_kind_label(kind)))
      return kind;
  return std::nullopt;
}

class Reader {
 public:
  CsvReading read(std::string_view text) {
    Splitter splitter(text);
    Record record;
    bool is_open = false;
    while (reading_.errors.size() < kMostErrors && splitter.next(record, is_open)) {
      if (is_open)
        add_error(record.line, column_at(record.fields.size() - 1), tr("The quotation mark is not closed."));
      else if (record.fields.size() > 1 || !host_sdk::trimmed(record.fields.front()).empty())
        columns_.empty() ? read_header(record) : read_rule(record);
    }
    if (columns_.empty() && reading_.errors.empty())
      add_error(1, kKind, tr("The first line has to name the columns: kind, value, reason."));
    return std::move(reading_);
  }

 private:
  void read_header(const Record& record) {
    for (std::size_t i = 0; i < record.fields.size(); ++i)
      columns_.emplace(host_sdk::fold_key(host_sdk::trimmed(record.fields[i])), i);
    for (const char* name : {kKind, kValue, kReason})
      if (!columns_.contains(name))
        add_error(record.line, name, tr("The column is missing. The first line names the columns."));
  }

  void read_rule(const Record& record) {
    if (!reading_.errors.empty() && !has_columns()) return;
    ImportedExclusion imported;
    imported.line = record.line;
    const auto kind = kind_in(std::string(host_sdk::trimmed(field(record, kKind))));
    if (!kind) {
      add_error(record.line, kKind,
                tr("“{kind}” is not one of {kinds}.",
                   {{"kind", printable(field(record, kKind))}, {"kinds", exclusion_kind_names()}}));
      return;
    }
    Exclusion& rule = imported.rule;
    rule.kind = *kind;
    rule.value = field(record, kValue);
    rule.reason = field(record, kReason);
    const std::size_t before = reading_.errors.size();
    if (const auto problem = clean_exclusion(rule.kind, rule.value); !problem.empty())
      add_error(record.line, kValue, problem);
    // The rule that every company has from the start is exported without a reason.
    const bool is_default = rule.kind == ExclusionKind::guests && host_sdk::trimmed(rule.reason).empty();
    if (is_default) rule.reason.clear();
    if (const auto problem = is_default ? "" : clean_reason(rule.reason); !problem.empty())
      add_error(record.line, kReason, problem);
    if (reading_.errors.size() == before && keys_.insert(exclusion_key(rule.kind, rule.value)).second)
      reading_.rules.push_back(std::move(imported));
  }

  [[nodiscard]] bool has_columns() const {
    return columns_.contains(kKind) && columns_.contains(kValue) && columns_.contains(kReason);
  }

  [[nodiscard]] std::string field(const Record& record, const char* column) const {
    const std::size_t at = columns_.at(column);
    return at < record.fields.size() ? host_sdk::without_formula_apostrophes(record.fields[at]) : "";
  }

  [[nodiscard]] std::string column_at(std::size_t at) const {
    for (const auto& [name, place] : columns_)
      if (place == at) return name;
    return std::to_string(at + 1);
  }

  void add_error(std::size_t line, std::string_view column, std::string_view sentence) {
    reading_.errors.push_back(csv_error(line, column, sentence));
  }

  CsvReading reading_;
  /// Places by folded names.
  std::map<std::string, std::size_t, std::less<>> columns_;
  std::set<std::string> keys_;
};

}  // namespace

CsvReading read_exclusions_csv(std::string_view text) {
  return Reader().read(text);
}

std::string csv_error(std::size_t line, std::string_view column, std::string_view sentence) {
  return tr("Line {line}, column {column}: {problem}",
            {{"line", std::to_string(line)}, {"column", column}, {"problem", sentence}});
}

}  // namespace gup
