#include "page/page_walk.hpp"

#include <type_traits>
#include <utility>
#include <variant>

namespace sample_host {

namespace page = host_sdk::page;

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
    if constexpr (std::is_same_v<Plain, page::Form>) form = &kind;
    if constexpr (requires { kind.blocks; }) blocks(kind.blocks, form);
    if constexpr (requires { kind.actions; }) actions(kind.actions, form);
    if constexpr (std::is_same_v<Plain, page::Actions>) actions(kind.items, form);
    if constexpr (std::is_same_v<Plain, page::Choice>) {
      for (auto& option : kind.options) blocks(option.blocks, form);
    }
    if constexpr (std::is_same_v<Plain, page::Steps>) {
      for (auto& step : kind.items) blocks(step.blocks, form);
    }
    if constexpr (std::is_same_v<Plain, page::Table>) {
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

void walk_page(const page::Page& whole, const std::function<void(const page::Block&, FormAround)>& on_block,
               const std::function<void(const page::Action&, FormAround)>& on_action) {
  walk<const page::Page>(
      whole,
      [&](const page::Block& block, FormAround form) {
        if (on_block) on_block(block, form);
      },
      [&](const page::Action& action, FormAround form) {
        if (on_action) on_action(action, form);
      });
}

void walk_page(page::Page& whole, const std::function<void(page::Block&)>& on_block,
               const std::function<void(page::Action&)>& on_action) {
  walk<page::Page>(
      whole,
      [&](page::Block& block, FormAround) {
        if (on_block) on_block(block);
      },
      [&](page::Action& action, FormAround) {
        if (on_action) on_action(action);
      });
}

OfferedAction find_action(const page::Page& whole, std::string_view id,
                          const std::optional<std::string>& value) {
  OfferedAction best;
  walk_page(whole, {}, [&](const page::Action& action, FormAround form) {
    if (action.id != id || (value && !action.value.empty() && action.value != *value)) return;
    // The rows of a table share an action id. Without a value, the first row whose action is enabled counts.
    if (best.action == nullptr || (!best.action->disabled.empty() && action.disabled.empty())) {
      best = {&action, form};
    }
  });
  return best;
}

std::optional<std::string> row_value(const page::Values& values) {
  const auto found = values.find("value");
  return found == values.end() ? std::nullopt : std::optional{found->second};
}

page::Picker* find_picker(page::Page& whole, std::string_view id) {
  page::Picker* found = nullptr;
  walk_page(whole,
            [&](page::Block& block) {
              if (block.id == id && found == nullptr) found = std::get_if<page::Picker>(&block.kind);
            },
            {});
  return found;
}

std::vector<std::vector<page::Block>*> inner_blocks(page::Block& block) {
  if (auto* section = std::get_if<page::Section>(&block.kind)) return {&section->blocks};
  if (auto* form = std::get_if<page::Form>(&block.kind)) return {&form->blocks};
  std::vector<std::vector<page::Block>*> lists;
  if (auto* choice = std::get_if<page::Choice>(&block.kind)) {
    for (auto& option : choice->options) lists.push_back(&option.blocks);
  }
  if (auto* steps = std::get_if<page::Steps>(&block.kind)) {
    for (auto& step : steps->items) lists.push_back(&step.blocks);
  }
  return lists;
}

}  // namespace sample_host
