// The guard around every call into a plugin: whatever it throws becomes a sentence.
#pragma once

#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "host_sdk/result.hpp"

namespace host_sdk::loader {

/// Makes the call. Returns what it threw as text, never empty, or nullopt if it returned. The text is the
/// exception's `what()`, so it belongs in the operator's log, not on a page. [any]
template <class Call>
[[nodiscard]] std::optional<std::string> thrown_by(Call&& call) {
  try {
    std::forward<Call>(call)();
    return std::nullopt;
  } catch (const std::exception& error) {
    std::string text = error.what();
    if (text.empty()) text = "an exception without a message";
    return text;
  } catch (...) {
    return "something that is not an exception";
  }
}

/// The result of a call that threw: "The plugin 'hello' threw in page(): out of range". [any]
[[nodiscard]] inline Result result_of_throw(std::string_view plugin_id, std::string_view function,
                                            std::string_view thrown) {
  return Result::failed(ResultCode::operator_action, "The plugin '" + std::string(plugin_id) + "' threw in " +
                                                         std::string(function) +
                                                         "(): " + std::string(thrown));
}

/// Makes a call into a plugin. [any]
///  - A call that returns a Result: that result. If it failed without a sentence, which `Result` forbids, the
///    sentence says so: "The plugin 'hello' failed in run() without a reason (refused)".
///  - A call that returns nothing: ok.
///  - A call that throws: `operator_action` with the sentence of `result_of_throw`.
///
///     Page page;
///     Result result = guarded(id, "page", [&] { return hook.page(request, page); });
template <class Call>
[[nodiscard]] Result guarded(std::string_view plugin_id, std::string_view function, Call&& call) {
  Result result;
  const auto thrown = thrown_by([&] {
    if constexpr (std::is_void_v<std::invoke_result_t<Call&>>)
      call();
    else
      result = call();
  });
  if (thrown) return result_of_throw(plugin_id, function, *thrown);
  if (!result.done() && result.sentence.empty())
    result.sentence = "The plugin '" + std::string(plugin_id) + "' failed in " + std::string(function) +
                      "() without a reason (" + std::string(name_of(result.code)) + ")";
  return result;
}

}  // namespace host_sdk::loader
