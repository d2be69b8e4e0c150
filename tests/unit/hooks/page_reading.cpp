#include "page_reading.hpp"

namespace gup::testing {
namespace {

namespace page = host_sdk::page;

/// Walks over a page, and collects blocks, actions and texts.
struct Walk {
  std::vector<const page::Block*> blocks;
  std::vector<page::Action> actions;
  std::string text;

  void say(const std::string& words) { text += words + "\n"; }
  void take(const std::vector<page::Action>& list) {
    for (const auto& action : list) take(action);
  }
  void take(const page::Action& action) {
    actions.push_back(action);
    say(action.label);
    say(action.disabled);
    say(action.value);
    if (!action.confirm) return;
    say(action.confirm->title);
    say(action.confirm->text);
    say(action.confirm->confirm_label);
    if (action.confirm->type_to_confirm) say(action.confirm->type_to_confirm->value);
  }
  void take(const std::vector<page::Block>& list) {
    for (const auto& block : list) {
      blocks.push_back(&block);
      std::visit(*this, block.kind);
    }
  }
  void take(const page::Value& value) {
    if (const auto* words = std::get_if<std::string>(&value)) say(*words);
    if (const auto* badge = std::get_if<page::BadgeValue>(&value)) say(badge->text);
    if (const auto* number = std::get_if<page::NumberValue>(&value)) say(std::to_string(number->number));
    if (const auto* user = std::get_if<page::UserValue>(&value)) say(user->text);
  }

  void operator()(const page::Section& section) {
    say(section.title);
    say(section.hint);
    take(section.blocks);
    take(section.actions);
  }
  void operator()(const page::Text& block) { say(block.text); }
  void operator()(const page::Notice& notice) {
    say(notice.title);
    say(notice.text);
    take(notice.actions);
  }
  void operator()(const page::Empty& empty) {
    say(empty.title);
    say(empty.text);
    say(empty.footnote);
    take(empty.actions);
  }
  void operator()(const page::Facts& facts) {
    for (const auto& fact : facts.items) {
      say(fact.label);
      say(fact.hint);
      take(fact.value);
    }
  }
  void operator()(const page::ProgressBar& bar) {
    say(bar.title);
    say(bar.step);
    say(bar.note);
    take(bar.actions);
  }
  void operator()(const page::Table& table) {
    say(table.title);
    say(table.empty_text);
    for (const auto& row : table.rows) {
      for (const auto& cell : row.cells) take(cell);
      if (row.action) take(*row.action);
    }
    take(table.actions);
  }
  void operator()(const page::Form& form) {
    say(form.note);
    take(form.blocks);
    take(form.actions);
  }
  void operator()(const page::Choice& choice) {
    say(choice.label);
    say(choice.hint);
    for (const auto& option : choice.options) {
      say(option.label);
      say(option.hint);
      take(option.blocks);
    }
  }
  void operator()(const page::Picker& picker) {
    say(picker.label);
    say(picker.hint);
    say(picker.summary);
    for (const auto& picked : picker.value) say(picked.id + " " + picked.label);
  }
  void operator()(const page::Input& input) { say(input.label + " " + input.value); }
  void operator()(const page::Number& number) { say(number.label); }
  void operator()(const page::Toggle& toggle) { say(toggle.label); }
  void operator()(const page::Actions& list) { take(list.items); }
  void operator()(const page::Steps& steps) {
    for (const auto& step : steps.items) {
      say(step.title);
      take(step.blocks);
    }
  }
  void operator()(const page::FilterChips& chips) {
    for (const auto& chip : chips.items) say(std::to_string(chip.count) + " " + chip.label);
  }
};

Walk walk(const page::Page& whole) {
  Walk all;
  all.say(whole.title);
  all.say(whole.status.label);
  all.take(whole.actions);
  all.take(whole.blocks);
  all.take(whole.aside);
  if (whole.unlink) all.take(*whole.unlink);
  return all;
}

}  // namespace

std::vector<const page::Block*> all_blocks(const page::Page& whole) {
  return walk(whole).blocks;
}

std::vector<page::Action> all_actions(const page::Page& whole) {
  return walk(whole).actions;
}

std::optional<page::Action> find_action(const page::Page& whole, const std::string& id) {
  for (auto& action : all_actions(whole))
    if (action.id == id) return action;
  return std::nullopt;
}

const page::Block* find_block(const page::Page& whole, const std::string& id) {
  for (const auto* block : all_blocks(whole))
    if (block->id == id) return block;
  return nullptr;
}

std::vector<std::string> primary_labels(const page::Page& whole) {
  std::vector<std::string> labels;
  for (const auto& action : all_actions(whole))
    if (action.style == page::ActionStyle::primary) labels.push_back(action.label);
  return labels;
}

std::string all_text(const page::Page& whole) {
  return walk(whole).text;
}

}  // namespace gup::testing
