// A page as JSON: for `page show --json` and for measuring its size.
#pragma once

#include <string>

#include "host_sdk/page/exchange.hpp"

namespace sample_host {

/// The whole page on one line, in the words of the vocabulary: every block has `kind` and `id`; what is empty
/// is left out, but `blocks`, `actions`, `rows`, `options`, `items` and `value` are always there.
[[nodiscard]] std::string page_json_text(const host_sdk::page::Page& page);

/// The answer to an action: `{"outcome":"invalid","errors":{…}}`.
[[nodiscard]] std::string answer_json_text(const host_sdk::page::ActionAnswer& answer);

/// The options of a picker.
[[nodiscard]] std::string options_json_text(const host_sdk::page::OptionsAnswer& answer);

}  // namespace sample_host
