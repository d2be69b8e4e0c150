// Draws a block for a test and looks into the result.
#pragma once

#include <string>

#include "web/blocks/block.hpp"

namespace drawn {

inline sample_host::web::Drawing drawing() {
  sample_host::web::Drawing drawing;
  drawing.address = "/company/settings/parts";
  drawing.csrf_token = "token";
  drawing.now = host_sdk::Timestamp{std::chrono::hours{24 * 365 * 50}};
  drawing.actor.can = {"company.settings"};
  return drawing;
}

/// The block and what belongs after it: forms and dialogs of its buttons.
inline std::string block(const host_sdk::page::Block& block,
                         sample_host::web::Drawing drawing = drawn::drawing()) {
  sample_host::web::Html html;
  sample_host::web::draw_block(html, drawing, block);
  html.add(drawing.outside);
  return html.str();
}

inline bool has(const std::string& html, const std::string& part) {
  return html.find(part) != std::string::npos;
}

}  // namespace drawn
