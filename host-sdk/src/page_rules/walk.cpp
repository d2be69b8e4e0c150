#include "host_sdk/page_rules/walk.hpp"

#include <type_traits>
#include <utility>
#include <variant>

namespace host_sdk::page {

namespace {

/// One walk for const and mutable pages.
template <typename OnBlock, typename OnAction>
class Walk {
 public:
  Walk(const OnBlock& on_block, const OnAction& on_action) : on_block_(on_block), on_action_(on_action) {}

  template <typename List>
  void blocks(List& list, FormAround form) {
    for (auto& block : list) {
      on_block_(block, form);
      std::visit([&](auto& kind) { inside(kind, form); }, block.kind);
    }
  }

  template <typename Actions>
  void actions(Actions& list, FormAround form) {
    for (auto& action : list) on_action_(action, form);
  }

 private:
  template <typename Kind>
  void inside(Kind& kind, FormAround form) {
    using Plain = std::remove_const_t<Kind>;
    if constexpr (std::is_same_v<Plain, Form>) form = &kind;
    if constexpr (requires { kind.blocks; }) blocks(kind.blocks, form);
    if constexpr (requires { kind.actions; }) actions(kind.actions, form);
    if constexpr (std::is_same_v<Plain, Actions>) actions(kind.items, form);
    if constexpr (std::is_same_v<Plain, Choice>) {
      for (auto& option : kind.options) blocks(option.blocks, form);
    }
    if constexpr (std::is_same_v<Plain, Steps>) {
      for (auto& step : kind.items) blocks(step.blocks, form);
    }
    if constexpr (std::is_same_v<Plain, Table>) {
      for (auto& row : kind.rows) {
        if (row.action) on_action_(*row.action, form);
      }
    }
  }

  const OnBlock& on_block_;
  const OnAction& on_action_;
};

template <typename Page, typename OnBlock, typename OnAction>
void walk(Page& whole, const OnBlock& on_block, const OnAction& on_action) {
  Walk<OnBlock, OnAction> steps(on_block, on_action);
  steps.actions(whole.actions, nullptr);
  steps.blocks(whole.blocks, nullptr);
  steps.blocks(whole.aside, nullptr);
  if (whole.unlink) on_action(*whole.unlink, nullptr);
}

}  // namespace

void walk_page(const Page& whole, const std::function<void(const Block&, FormAround)>& on_block,
               const std::function<void(const Action&, FormAround)>& on_action) {
  walk<const Page>(
      whole,
      [&](const Block& block, FormAround form) {
        if (on_block) on_block(block, form);
      },
      [&](const Action& action, FormAround form) {
        if (on_action) on_action(action, form);
      });
}

void walk_page(Page& whole, const std::function<void(Block&)>& on_block,
               const std::function<void(Action&)>& on_action) {
  walk<Page>(
      whole,
      [&](Block& block, FormAround) {
        if (on_block) on_block(block);
      },
      [&](Action& action, FormAround) {
        if (on_action) on_action(action);
      });
}

OfferedAction find_action(const Page& whole, std::string_view id, const std::optional<std::string>& value) {
  OfferedAction best;
  // An action of exactly this value comes first, then one that is not disabled.
  std::pair<bool, bool> best_rank;
  walk_page(whole, {}, [&](const Action& action, FormAround form) {
    if (action.id != id || (value && !action.value.empty() && action.value != *value)) return;
    const std::pair<bool, bool> rank{action.value == value.value_or(""), action.disabled.empty()};
    if (best.action != nullptr && rank <= best_rank) return;
    best = {&action, form};
    best_rank = rank;
  });
  return best;
}

std::optional<std::string> row_value(const Values& values) {
  const auto found = values.find("value");
  return found == values.end() ? std::nullopt : std::optional{found->second};
}

Picker* find_picker(Page& whole, std::string_view id) {
  Picker* found = nullptr;
  walk_page(whole,
            [&](Block& block) {
              if (block.id == id && found == nullptr) found = std::get_if<Picker>(&block.kind);
            },
            {});
  return found;
}

std::vector<std::vector<Block>*> inner_blocks(Block& block) {
  if (auto* section = std::get_if<Section>(&block.kind)) return {&section->blocks};
  if (auto* form = std::get_if<Form>(&block.kind)) return {&form->blocks};
  std::vector<std::vector<Block>*> lists;
  if (auto* choice = std::get_if<Choice>(&block.kind)) {
    for (auto& option : choice->options) lists.push_back(&option.blocks);
  }
  if (auto* steps = std::get_if<Steps>(&block.kind)) {
    for (auto& step : steps->items) lists.push_back(&step.blocks);
  }
  return lists;
}

}  // namespace host_sdk::page
