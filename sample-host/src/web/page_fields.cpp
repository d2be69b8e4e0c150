// Finds fields and actions on a page.
#include <algorithm>
#include <charconv>

#include "web/page.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

std::vector<std::string> split(const std::string& joined) {
  std::vector<std::string> items;
  for (std::size_t at = 0; at < joined.size();) {
    const std::size_t comma = std::min(joined.find(',', at), joined.size());
    if (comma > at) items.push_back(joined.substr(at, comma - at));
    at = comma + 1;
  }
  return items;
}

template <class Blocks, class Visit>
void visit_blocks(Blocks& blocks, const Visit& visit) {
  for (auto& block : blocks) {
    visit(block);
    if (auto* section = std::get_if<Section>(&block.kind)) visit_blocks(section->blocks, visit);
    if (auto* form = std::get_if<Form>(&block.kind)) visit_blocks(form->blocks, visit);
    if (auto* choice = std::get_if<Choice>(&block.kind))
      for (auto& option : choice->options) visit_blocks(option.blocks, visit);
  }
}

/// Shows `new:NAME` as the name.
std::string label_of(const std::string& id) {
  constexpr std::string_view kNew = "new:";
  return id.starts_with(kNew) ? id.substr(kNew.size()) : std::string{};
}

std::vector<std::string> keep_picked(Picker& picker, const std::string& typed) {
  std::vector<SelectedOption> kept;
  std::vector<std::string> unresolved;
  const std::vector<std::string> ids = picker.multiple ? split(typed)
                                       : typed.empty() ? std::vector<std::string>{}
                                                       : std::vector{typed};
  for (const std::string& id : ids) {
    const auto known = std::find_if(picker.value.begin(), picker.value.end(),
                                    [&](const SelectedOption& p) { return p.id == id; });
    if (known != picker.value.end()) {
      kept.push_back(*known);
      continue;
    }
    kept.push_back({id, label_of(id), false});
    if (kept.back().label.empty()) unresolved.push_back(id);
  }
  picker.value = std::move(kept);
  picker.summary.clear();
  return unresolved;
}

}  // namespace

void keep_typed(Page& page, const Values& typed,
                std::vector<std::pair<std::string, std::vector<std::string>>>& unresolved) {
  const auto keep = [&](Block& block) {
    const auto found = typed.find(block.id);
    if (found == typed.end()) return;
    const std::string& text = found->second;
    if (auto* choice = std::get_if<Choice>(&block.kind)) {
      choice->value = choice->multiple ? split(text) : std::vector{text};
    } else if (auto* input = std::get_if<Input>(&block.kind)) {
      if (input->type != InputType::secret) input->value = text;
    } else if (auto* number = std::get_if<Number>(&block.kind)) {
      std::from_chars(text.data(), text.data() + text.size(), number->value);
    } else if (auto* toggle = std::get_if<Toggle>(&block.kind)) {
      toggle->value = text == "true";
    } else if (auto* picker = std::get_if<Picker>(&block.kind)) {
      auto ids = keep_picked(*picker, text);
      if (!ids.empty()) unresolved.emplace_back(block.id, std::move(ids));
    }
  };
  visit_blocks(page.blocks, keep);
  visit_blocks(page.aside, keep);
}

Picker* find_picker(Page& page, const std::string& id) {
  Picker* found = nullptr;
  const auto look = [&](Block& block) {
    if (block.id == id && found == nullptr) found = std::get_if<Picker>(&block.kind);
  };
  visit_blocks(page.blocks, look);
  visit_blocks(page.aside, look);
  return found;
}

const Action* find_action(const Page& page, const std::string& id, const std::string& value) {
  const Action* found = nullptr;
  const auto take = [&](const Action& action) {
    // An action can appear once per table row, each time with its own value.
    if (action.id == id && (found == nullptr || (found->value != value && action.value == value)))
      found = &action;
  };
  const auto take_all = [&](const std::vector<Action>& actions) {
    for (const Action& action : actions) take(action);
  };
  const auto look = [&](const Block& block) {
    std::visit(
        [&](const auto& kind) {
          if constexpr (requires { kind.actions; }) take_all(kind.actions);
          if constexpr (requires {
                          kind.items.front().label;
                          kind.items.front().style;
                        })
            take_all(kind.items);
          if constexpr (requires { kind.rows; })
            for (const Row& row : kind.rows)
              if (row.action) take(*row.action);
        },
        block.kind);
  };
  take_all(page.actions);
  visit_blocks(page.blocks, look);
  visit_blocks(page.aside, look);
  if (page.unlink) take(*page.unlink);
  return found;
}

}  // namespace sample_host::web
