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

/// Makes the call and says in words what it threw; nothing if it returned. The words are the exception's own
/// `what()`, so they belong into the operator's log, not on a page. [any]
template <class Call>
[[nodiscard]] std::optional<std::string> thrown_by(Call&& call) {
  try {
    std::forward<Call>(call)();
    return std::nullopt;
  } catch (const std::exception& error) {
    return error.what();
  } catch (...) {
    return "something that is not an exception";
  }
}

/// The result of a call that threw: "The plugin 'hello' threw in page(): out of range". [any]
[[nodiscard]] inline Result result_of_throw(std::string_view plugin_id, std::string_view function,
                                            std::string_view words) {
  return Result::failed(ResultCode::operator_action, "The plugin '" + std::string(plugin_id) + "' threw in " +
                                                         std::string(function) + "(): " + std::string(words));
}

/// Makes a call into a plugin. A call that returns a Result passes it on, one that returns nothing is ok, and
/// one that throws is `operator_action` with the sentence of `result_of_throw`. [any]
///
///     Page page;
///     Result result = guarded(id, "page", [&] { return hook.page(request, page); });
template <class Call>
[[nodiscard]] Result guarded(std::string_view plugin_id, std::string_view function, Call&& call) {
  Result result;
  const auto words = thrown_by([&] {
    if constexpr (std::is_void_v<std::invoke_result_t<Call&>>)
      call();
    else
      result = call();
  });
  return words ? result_of_throw(plugin_id, function, *words) : result;
}

}  // namespace host_sdk::loader
