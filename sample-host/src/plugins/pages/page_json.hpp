// Pages as JSON, for `--json` on the command line.
#pragma once

#include <string>
#include <string_view>

#include "host_sdk/page/exchange.hpp"

namespace sample_host {

/// Returns the page on one line, with the names of the vocabulary: every block has `kind` and `id`. Empty
/// members are left out, except `blocks`, `actions`, `rows`, `options`, `items` and `value`.
[[nodiscard]] std::string page_json_text(const host_sdk::page::Page& page);

/// The answer to an action: `{"outcome":"invalid","errors":{…}}`.
[[nodiscard]] std::string answer_json_text(const host_sdk::page::ActionAnswer& answer);

/// The options of a picker.
[[nodiscard]] std::string options_json_text(const host_sdk::page::OptionsAnswer& answer);

/// "neutral", "info", "success", "warning" or "danger".
[[nodiscard]] std::string_view tone_name(host_sdk::page::Tone tone);

}  // namespace sample_host
