#include "cli/output/page_text.hpp"

#include <algorithm>
#include <type_traits>
#include <variant>

#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {

namespace page = host_sdk::page;

namespace {

std::string text_of(const page::Value& value) {
  struct Visitor {
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const page::TimeValue& time) const { return host_sdk::to_rfc3339(time.at); }
    std::string operator()(const page::NumberValue& number) const { return std::to_string(number.number); }
    std::string operator()(const page::BadgeValue& badge) const { return "[" + badge.text + "]"; }
    std::string operator()(const page::LinkValue& link) const {
      return link.url.empty() ? link.text : link.text + " <" + link.url + ">";
    }
    std::string operator()(const page::UserValue& user) const {
      return user.text.empty() ? "user " + std::to_string(user.id) : user.text;
    }
    std::string operator()(const page::PageLink& link) const { return link.text; }
  };
  return std::visit(Visitor{}, value);
}

class Writer {
 public:
  void line(const std::string& text) {
    if (!text.empty()) text_ += std::string(depth_ * 2, ' ') + text + "\n";
  }
  void action(const page::Action& action) {
    // The whole page is shown, so there is nowhere to go.
    if (action.leads_to) return;
    std::string text = "(" + action.id + ") " + action.label;
    if (!action.value.empty()) text += " value=" + action.value;
    if (!action.disabled.empty()) text += " - not now: " + action.disabled;
    if (action.confirm && action.confirm->type_to_confirm) {
      text += " - needs --set confirmation=" + action.confirm->type_to_confirm->value;
    }
    line(text);
  }
  void actions(const std::vector<page::Action>& list) {
    for (const auto& item : list) action(item);
  }
  void blocks(const std::vector<page::Block>& list) {
    for (const auto& block : list) {
      std::visit([&](const auto& kind) { write(block.id, kind); }, block.kind);
    }
  }
  void inside(const auto& body) {
    ++depth_;
    body();
    --depth_;
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void write(const std::string&, const page::Section& section) {
    line(section.title);
    inside([&] {
      line(section.hint);
      blocks(section.blocks);
      actions(section.actions);
    });
  }
  void write(const std::string&, const page::Text& block) {
    line(block.text);
    for (const auto& link : block.links) line(text_of(link));
  }
  void write(const std::string&, const page::Notice& notice) {
    line("! " + notice.title + (notice.title.empty() || notice.text.empty() ? "" : ": ") + notice.text);
    inside([&] { actions(notice.actions); });
  }
  void write(const std::string&, const page::Empty& empty) {
    line(empty.title);
    line(empty.text);
    actions(empty.actions);
    line(empty.footnote);
  }
  void write(const std::string&, const page::Facts& facts) {
    line(facts.title);
    for (const auto& fact : facts.items) line(fact.label + ": " + text_of(fact.value));
  }
  void write(const std::string&, const page::ProgressBar& bar) {
    line(bar.title);
    line(bar.step);
    std::string text = host_sdk::with_commas(bar.done);
    if (bar.total) text += " of " + host_sdk::with_commas(*bar.total);
    text += " " + bar.unit;
    for (const auto& count : bar.counts)
      text += ", " + host_sdk::with_commas(count.count) + " " + count.label;
    line(text);
    line(bar.note);
    actions(bar.actions);
  }
  void write(const std::string&, const page::Table& table) {
    line(table.title);
    if (table.rows.empty()) line(table.empty_text);
    for (const auto& row : table.rows) {
      std::string text;
      for (std::size_t i = 0; i < row.cells.size() && i < table.columns.size(); ++i) {
        text += (text.empty() ? "" : " | ") + table.columns[i].label + ": " + text_of(row.cells[i]);
      }
      line(text);
      if (row.action) inside([&] { action(*row.action); });
    }
    if (!table.next.empty()) line("… more");
    actions(table.actions);
  }
  void write(const std::string&, const page::Form& form) {
    blocks(form.blocks);
    line(form.note);
    actions(form.actions);
  }
  void write(const std::string& id, const page::Choice& choice) {
    line(id + " (" + choice.label + "):");
    inside([&] {
      for (const auto& option : choice.options) {
        const bool chosen =
            std::find(choice.value.begin(), choice.value.end(), option.id) != choice.value.end();
        line(std::string{chosen ? "* " : "- "} + option.id + " (" + option.label + ")" +
             (option.disabled.empty() ? "" : " - not now: " + option.disabled));
        if (chosen) inside([&] { blocks(option.blocks); });
      }
    });
  }
  void write(const std::string& id, const page::Picker& picker) {
    std::string text = id + " (" + picker.label + "):";
    for (const auto& picked : picker.value) {
      text += " " + picked.id + " (" + picked.label + (picked.gone ? ", gone" : "") + ")";
    }
    line(text);
    line(picker.summary);
  }
  void write(const std::string& id, const page::Input& input) {
    const bool secret = input.type == page::InputType::secret;
    line(id + " (" + input.label + "): " + (secret ? (input.saved ? "saved" : "not saved") : input.value));
  }
  void write(const std::string& id, const page::Number& number) {
    line(id + " (" + number.label + "): " + number.prefix + std::to_string(number.value) + " " +
         number.suffix);
  }
  void write(const std::string& id, const page::Toggle& toggle) {
    line(id + " (" + toggle.label + "): " + (toggle.value ? "true" : "false"));
  }
  void write(const std::string&, const page::Actions& block) { actions(block.items); }
  void write(const std::string&, const page::Steps& steps) {
    for (std::size_t i = 0; i < steps.items.size(); ++i) {
      line(std::to_string(i + 1) + ". " + steps.items[i].title);
      inside([&] { blocks(steps.items[i].blocks); });
    }
  }
  void write(const std::string&, const page::FilterChips& chips) {
    std::string text;
    for (const auto& chip : chips.items)
      text += (text.empty() ? "" : ", ") + host_sdk::with_commas(chip.count) + " " + chip.label;
    line(text);
  }

  std::size_t depth_ = 0;
  std::string text_;
};

}  // namespace

std::string page_text(const page::Page& whole) {
  Writer writer;
  writer.line(whole.title + (whole.status.label.empty() ? "" : " [" + whole.status.label + "]"));
  writer.inside([&] {
    writer.actions(whole.actions);
    writer.blocks(whole.blocks);
    writer.blocks(whole.aside);
    if (whole.unlink) writer.action(*whole.unlink);
  });
  // Line breaks and escape sequences inside texts would change what the terminal shows.
  std::string text = writer.text();
  for (auto& c : text) {
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f) c = ' ';
  }
  return text;
}

}  // namespace sample_host
