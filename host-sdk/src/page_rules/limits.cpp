#include "host_sdk/page_rules/limits.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>
#include <variant>

#include "action_conflicts.hpp"
#include "field_values.hpp"
#include "host_sdk/layout/texts.hpp"
#include "host_sdk/network.hpp"
#include "host_sdk/page_rules/actions.hpp"
#include "host_sdk/page_rules/walk.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/value_rules.hpp"

namespace host_sdk::page {

namespace {

bool is_id(const std::string& id) {
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

/// What a text takes in addition to its bytes when a page is sent: names, quotation marks, separators.
constexpr std::size_t kBytesOfAPart = 16;
constexpr std::string_view kFileNameLetters = "abcdefghijklmnopqrstuvwxyz0123456789-";

std::size_t bytes_of(const Page& whole) {
  std::size_t bytes = 0;
  layout::each_text(whole, [&](const std::string& text) {
    if (!text.empty()) bytes += text.size() + kBytesOfAPart;
  });
  return bytes;
}

/// Whether every text is UTF-8, also those that have no limit.
template <typename Whole>
bool has_clean_texts(const Whole& whole) {
  bool clean = true;
  layout::each_text(whole, [&](const std::string& text) { clean = clean && is_clean_utf8(text); });
  return clean;
}

/// Shortens what is too long and remembers what is invalid. For values whose texts are UTF-8.
class Limits {
 public:
  Limits(const std::vector<std::string>& link_origins, const PageSize& size)
      : link_origins_(link_origins), size_(size) {}

  /// Keeps the first reason that is not empty.
  void refuse(std::string reason) {
    if (invalid_.empty()) invalid_ = std::move(reason);
  }

  void label(std::string& text) { cut(text, kLongestLabel, "a label longer than 80 characters was cut"); }
  void text(std::string& text) { cut(text, kLongestText, "a text longer than 2,000 characters was cut"); }

  void link(LinkValue& link) {
    label(link.text);
    const bool own_path = link.url.starts_with('/') && !link.url.starts_with("//") &&
                          link.url.find_first_of("\\\r\n\t") == std::string::npos;
    const auto origin = origin_of(link.url);
    const bool declared =
        origin && std::find(link_origins_.begin(), link_origins_.end(), *origin) != link_origins_.end();
    if (own_path || declared || link.url.empty()) return;
    link.url.clear();
    notes_.insert("a link led to an origin that the plugin does not declare");
  }

  void address(PageAddress& to) {
    if (!is_page_path(to.path)) {
      to = {};
      notes_.insert("a link led to a malformed sub-page");
    }
    auto usable = usable_parameters(to.parameters);
    if (usable.size() < to.parameters.size()) notes_.insert("a link had malformed or too many parameters");
    to.parameters = std::move(usable);
    if (to.block.empty() || is_id(to.block)) return;
    to.block.clear();
    notes_.insert("a link led to a malformed block id");
  }

  void invitation(Page& whole) {
    if (!whole.invitation) return;
    label(whole.invitation->label);
    label(whole.invitation->title);
    text(whole.invitation->text);
    const Action* invited = find_action(whole, whole.invitation->action, std::nullopt).action;
    if (invited != nullptr && invited->opens_external_site) return;
    whole.invitation.reset();
    notes_.insert("an invitation was for an action that opens no external site");
  }

  void unavailable(UnavailableAction& action) {
    if (!is_id(action.id)) refuse("an unavailable action has the malformed id '" + action.id + "'");
    text(action.reason);
  }

  void tab(Tab& tab) {
    label(tab.label);
    if (!is_page_path(tab.path))
      refuse("the tab '" + tab.label + "' has the malformed path '" + tab.path + "'");
  }

  void value(Value& value) {
    if (auto* plain = std::get_if<std::string>(&value)) text(*plain);
    if (auto* badge = std::get_if<BadgeValue>(&value)) label(badge->text);
    if (auto* user = std::get_if<UserValue>(&value)) text(user->text);
    if (auto* to = std::get_if<LinkValue>(&value)) link(*to);
    if (auto* to = std::get_if<PageLink>(&value)) {
      label(to->text);
      address(to->to);
    }
  }

  void action(Action& action) {
    if (!is_id(action.id)) refuse("an action has the malformed id '" + action.id + "'");
    label(action.label);
    text(action.disabled);
    if (action.leads_to) address(*action.leads_to);
    if (!action.confirm) return;
    label(action.confirm->title);
    text(action.confirm->text);
    label(action.confirm->confirm_label);
    if (action.confirm->type_to_confirm) text(action.confirm->type_to_confirm->label);
  }

  void block(Block& block) {
    ++blocks_;
    if (!is_id(block.id)) refuse("a block has the malformed id '" + block.id + "'");
    if (!ids_.insert(block.id).second) refuse("two blocks have the id '" + block.id + "'");
    text(block.fallback);
    name_ = "'" + block.id + "'";
    // The host posts values of its own under such names.
    if (is_field(block.kind) &&
        (block.id.starts_with('_') || block.id == "value" || block.id == "confirmation"))
      refuse("the field " + name_ + " has a name that hosts use themselves");
    std::visit([this](auto& kind) { inside(kind); }, block.kind);
  }

  template <typename List>
  void at_most(List& list, std::size_t most, const std::string& what) {
    if (list.size() <= most) return;
    list.resize(most);
    notes_.insert(what);
  }

  [[nodiscard]] std::string sentence() const {
    if (!invalid_.empty()) return invalid_;
    if (blocks_ > size_.blocks)
      return "it has " + std::to_string(blocks_) + " blocks, and " + std::to_string(size_.blocks) +
             " are the limit";
    return {};
  }
  [[nodiscard]] const std::set<std::string>& notes() const { return notes_; }

 private:
  /// Refuses two items with the same id; items without one may repeat.
  template <typename List>
  void unique_ids(const List& list, const std::string& what) {
    std::set<std::string> ids;
    for (const auto& item : list)
      if (!item.id.empty() && !ids.insert(item.id).second)
        refuse("the " + what + " id '" + item.id + "' twice");
  }

  void cut(std::string& text, std::size_t most, const char* what) {
    if (text.size() <= most || count_code_points(text) <= most) return;
    text = cut_code_points(text, most - 1) + "…";
    notes_.insert(what);
  }

  /// Several ids are posted with commas between them.
  template <typename List>
  void ids_without_commas(const List& list, const std::string& what) {
    for (const auto& item : list)
      if (item.id.find(',') != std::string::npos)
        refuse("the " + what + " id '" + item.id + "' with a comma");
  }

  void inside(Section& section) {
    label(section.title);
    text(section.hint);
  }
  void inside(Text& block) {
    text(block.text);
    for (auto& to : block.links) link(to);
  }
  void inside(Notice& notice) {
    label(notice.title);
    text(notice.text);
  }
  void inside(Empty& empty) {
    label(empty.title);
    text(empty.text);
    text(empty.footnote);
  }
  void inside(Facts& facts) {
    label(facts.title);
    for (auto& fact : facts.items) {
      label(fact.label);
      text(fact.hint);
      value(fact.value);
    }
  }
  void inside(ProgressBar& bar) {
    label(bar.title);
    text(bar.step);
    label(bar.unit);
    text(bar.note);
    for (auto& count : bar.counts) label(count.label);
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
    const std::int64_t total = std::max<std::int64_t>(bar.total.value_or(kMost), 0);
    const std::int64_t done = std::clamp<std::int64_t>(bar.done, 0, total);
    if (done == bar.done && total == bar.total.value_or(kMost)) return;
    bar.done = done;
    if (bar.total) bar.total = total;
    notes_.insert("a progress bar was not from 0 to its total");
  }
  void inside(Table& table) {
    label(table.title);
    text(table.empty_text);
    at_most(table.rows, size_.rows, "a table had more rows than the limit");
    if (table.export_name.find_first_not_of(kFileNameLetters) != std::string::npos) {
      notes_.insert("a table's export has a malformed name");
      table.export_name.clear();
    }
    for (auto& column : table.columns) {
      label(column.label);
      if (column.sort) address(*column.sort);
    }
    unique_ids(table.columns, "table " + name_ + " has the column");
    unique_ids(table.rows, "table " + name_ + " has the row");
    for (auto& row : table.rows) {
      if (row.cells.size() != table.columns.size()) {
        refuse("the table " + name_ + " has " + counted(columns(table), "column", "columns") +
               ", but its row '" + row.id + "' has " +
               counted(static_cast<std::int64_t>(row.cells.size()), "cell", "cells"));
      }
      for (auto& cell : row.cells) value(cell);
    }
  }
  static std::int64_t columns(const Table& table) { return static_cast<std::int64_t>(table.columns.size()); }
  void inside(Form& form) { text(form.note); }
  void inside(Choice& choice) {
    label(choice.label);
    text(choice.hint);
    at_most(choice.options, kMostOptions, "a choice had more than 50 options");
    unique_ids(choice.options, "choice " + name_ + " has the option");
    if (choice.multiple) ids_without_commas(choice.options, "choice " + name_ + " has the option");
    if (!choice.multiple && choice.value.size() > 1)
      refuse("the choice " + name_ + " has several values, but allows only one");
    std::vector<std::string> ids;
    for (const auto& option : choice.options) ids.push_back(option.id);
    for (const auto& id : choice.value)
      if (const auto problem = choice_problem(id, ids); !id.empty() && !problem.empty())
        refuse("the value of the choice " + name_ + ": " + problem);
    for (auto& option : choice.options) {
      label(option.label);
      text(option.hint);
      text(option.disabled);
    }
  }
  void inside(Picker& picker) {
    label(picker.label);
    text(picker.hint);
    label(picker.create);
    text(picker.summary);
    for (auto& picked : picker.value) text(picked.label);
    if (picker.multiple) {
      ids_without_commas(picker.value, "picker " + name_ + " has the option");
    } else if (picker.value.size() > 1) {
      refuse("the picker " + name_ + " has several values, but allows only one");
    }
    present("picker", picker, ": ");
  }
  void inside(Input& input) {
    label(input.label);
    text(input.hint);
    if (input.type == InputType::secret && !input.value.empty()) {
      input.value.clear();
      notes_.insert("a secret had a value");
    }
    if (!input.multiline && input.value.find_first_of("\r\n") != std::string::npos) {
      std::ranges::replace_if(
          input.value, [](char c) { return c == '\r' || c == '\n'; }, ' ');
      notes_.insert("an input of one line had line breaks");
    }
    if (!is_extension_list(input.accepted_files)) {
      input.accepted_files.clear();
      notes_.insert("an input accepted files with malformed extensions");
    }
    if (input.max < 1) refuse("the input " + name_ + " has the maximum length " + std::to_string(input.max));
    present("input", input, " ");
  }
  /// Refuses a value that the field would not take from a browser.
  void present(const std::string& what, const BlockKind& field, const std::string& between) {
    const auto value = present_value(field);
    if (!value) return;
    if (const auto problem = value_problem(field, *value); !problem.empty())
      refuse("the value of the " + what + " " + name_ + between + problem);
  }
  void inside(Number& number) {
    label(number.label);
    text(number.hint);
    label(number.prefix);
    label(number.suffix);
    if (number.min > number.max) {
      refuse("the number " + name_ + " has the minimum " + std::to_string(number.min) +
             " above its maximum " + std::to_string(number.max));
    } else if (const auto problem = integer_problem(std::to_string(number.value), {number.min, number.max});
               !problem.empty()) {
      refuse("the value of the number " + name_ + " " + problem);
    }
  }
  void inside(Toggle& toggle) {
    label(toggle.label);
    text(toggle.hint);
  }
  void inside(Actions&) {}
  void inside(Steps& steps) {
    for (auto& step : steps.items) label(step.title);
  }
  void inside(FilterChips& chips) {
    label(chips.label);
    for (auto& chip : chips.items) {
      label(chip.label);
      address(chip.to);
    }
  }

  const std::vector<std::string>& link_origins_;
  const PageSize size_;
  std::size_t blocks_ = 0;
  std::set<std::string> ids_;
  std::set<std::string> notes_;
  /// The block that is being checked, in quotation marks.
  std::string name_;
  std::string invalid_;
};

}  // namespace

std::string apply_limits(Page& whole, const std::vector<std::string>& link_origins,
                         const std::function<void(const std::string&)>& note, PageSize size) {
  if (!has_clean_texts(whole)) return "a text is not UTF-8";
  Limits limits(link_origins, size);
  limits.label(whole.title);
  limits.label(whole.status.label);
  for (auto& tab : whole.tabs) limits.tab(tab);
  for (auto& action : whole.unavailable_actions) limits.unavailable(action);
  walk_page(
      whole, [&](Block& block) { limits.block(block); }, [&](Action& action) { limits.action(action); });
  limits.refuse(conflict_of_actions(whole));
  limits.invitation(whole);
  for (const auto& what : limits.notes()) note(what);
  auto sentence = limits.sentence();
  if (sentence.empty() && bytes_of(whole) > size.kilobytes * 1024)
    sentence = "it is larger than " + std::to_string(size.kilobytes) + " KiB";
  return sentence;
}

std::vector<std::string> validate(Page whole, const std::vector<std::string>& link_origins, PageSize size) {
  std::vector<std::string> problems;
  const auto invalid = apply_limits(
      whole, link_origins, [&](const std::string& note) { problems.push_back(note); }, size);
  if (!invalid.empty()) problems.insert(problems.begin(), invalid);
  return problems;
}

void apply_limits(OptionsAnswer& answer) {
  static const std::vector<std::string> kNoLinks;
  Limits limits(kNoLinks, kShownPage);
  std::erase_if(answer.options, [](const Option& option) { return !has_clean_texts(option); });
  if (!is_clean_utf8(answer.note)) answer.note.clear();
  if (!is_clean_utf8(answer.next)) answer.next.clear();
  limits.at_most(answer.options, kMostOptions, "more than 50 options");
  for (auto& option : answer.options) {
    limits.text(option.label);
    limits.text(option.hint);
    limits.text(option.disabled);
  }
  limits.text(answer.note);
}

std::string usable_file_name(std::string name) {
  std::erase_if(name, [](char c) { return c != '.' && kFileNameLetters.find(c) == std::string_view::npos; });
  return name.empty() ? "file" : name;
}

}  // namespace host_sdk::page
