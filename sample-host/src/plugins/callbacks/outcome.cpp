#include "plugins/callbacks/outcome.hpp"

#include <boost/json.hpp>
#include <stdexcept>

namespace sample_host {

namespace json = boost::json;
namespace page = host_sdk::page;

std::string write_outcome(const CallbackReply& reply) {
  json::object object{
      {"gate", static_cast<int>(reply.gate)}, {"sentence", reply.sentence},
      {"reference", reply.reference},         {"code", static_cast<int>(reply.result.code)},
      {"result", reply.result.sentence},      {"outcome", static_cast<int>(reply.answer.outcome)},
      {"job", reply.answer.started_job}};
  if (reply.answer.toast) {
    object["toast"] = {{"tone", static_cast<int>(reply.answer.toast->tone)},
                       {"text", reply.answer.toast->text}};
  }
  json::object errors;
  for (const auto& [field, sentences] : reply.answer.errors) {
    errors[field] = json::array(sentences.begin(), sentences.end());
  }
  object["errors"] = std::move(errors);
  return json::serialize(object);
}

CallbackReply read_outcome(const std::string& text) {
  try {
    const auto value = json::parse(text);
    const auto& object = value.as_object();
    const auto text_at = [&](const char* key) { return std::string{object.at(key).as_string()}; };
    const auto number = [&](const char* key) { return object.at(key).to_number<int>(); };
    CallbackReply reply;
    reply.gate = static_cast<Gate>(number("gate"));
    reply.sentence = text_at("sentence");
    reply.reference = text_at("reference");
    reply.result.code = static_cast<host_sdk::ResultCode>(number("code"));
    reply.result.sentence = text_at("result");
    reply.answer.outcome = static_cast<page::Outcome>(number("outcome"));
    reply.answer.started_job = text_at("job");
    if (const auto* toast = object.if_contains("toast")) {
      reply.answer.toast = page::Toast{static_cast<page::Tone>(toast->at("tone").to_number<int>()),
                                       std::string{toast->at("text").as_string()}};
    }
    for (const auto& [field, sentences] : object.at("errors").as_object()) {
      for (const auto& sentence : sentences.as_array()) {
        reply.answer.errors[std::string{field}].emplace_back(sentence.as_string());
      }
    }
    reply.for_command_line = true;
    return reply;
  } catch (const std::exception& e) {
    throw std::runtime_error(std::string{"the stored outcome of a callback is malformed: "} + e.what());
  }
}

}  // namespace sample_host
