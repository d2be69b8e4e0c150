// A single value, and a text.
#pragma once

#include <string>

#include "host_sdk/page/blocks.hpp"
#include "host_sdk/page/page.hpp"
#include "host_sdk/page/values.hpp"
#include "web/drawing.hpp"
#include "web/html.hpp"

namespace sample_host::web {

void draw_text(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Text& text);

/// The pill next to a title; nothing without a label.
void draw_status(Html& html, const host_sdk::page::Status& status);

/// The value of a table cell or a fact.
void draw_value(Html& html, Drawing& drawing, const host_sdk::page::Value& value);

}  // namespace sample_host::web
