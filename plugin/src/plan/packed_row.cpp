#include "plan/packed_row.hpp"

#include "plan/packing.hpp"

namespace gup::plan {
namespace {

void pack(const TargetFields& fields, Packer& packer) {
  packer.text(std::string_view(fields.email));
  packer.text(std::string_view(fields.first_name));
  packer.text(std::string_view(fields.last_name));
  packer.text(fields.department);
  packer.text(fields.job_title);
  packer.text(fields.phone_number);
  packer.text(fields.manager_email);
  packer.text(fields.preferred_language);
  packer.text(fields.location);
}

void unpack(Unpacker& unpacker, TargetFields& fields) {
  unpacker.into(fields.email);
  unpacker.into(fields.first_name);
  unpacker.into(fields.last_name);
  unpacker.into(fields.department);
  unpacker.into(fields.job_title);
  unpacker.into(fields.phone_number);
  unpacker.into(fields.manager_email);
  unpacker.into(fields.preferred_language);
  unpacker.into(fields.location);
}

}  // namespace

std::string packed(const TargetFields& fields) {
  Packer packer;
  pack(fields, packer);
  return packer.take();
}

TargetFields unpacked_fields(PackedFields bytes) {
  Unpacker unpacker(bytes);
  TargetFields fields;
  unpack(unpacker, fields);
  return fields;
}

std::string_view email_in(PackedFields bytes) {
  return Unpacker(bytes).text().value_or("");
}

std::string packed(const HostRow& row) {
  Packer packer;
  packer.number(row.id);
  packer.number(row.updated_at);
  packer.text(std::string_view(row.email_key));
  packer.text(std::string_view(row.provider));
  packer.text(row.external_id);
  packer.text(std::string_view(row.status));
  pack(row.fields, packer);
  return packer.take();
}

HostRow unpacked_row(PackedRow bytes) {
  Unpacker unpacker(bytes);
  HostRow row;
  row.id = unpacker.number();
  row.updated_at = unpacker.number();
  unpacker.into(row.email_key);
  unpacker.into(row.provider);
  unpacker.into(row.external_id);
  unpacker.into(row.status);
  unpack(unpacker, row.fields);
  return row;
}

std::int64_t row_id_in(PackedRow bytes) {
  return Unpacker(bytes).number();
}

std::int64_t updated_at_in(PackedRow bytes) {
  Unpacker unpacker(bytes);
  (void)unpacker.number();
  return unpacker.number();
}

RowKeys row_keys_in(PackedRow bytes) {
  Unpacker unpacker(bytes);
  (void)unpacker.number();
  (void)unpacker.number();
  RowKeys keys;
  keys.email_key = unpacker.text().value_or("");
  keys.provider = unpacker.text().value_or("");
  keys.external_id = unpacker.text();
  return keys;
}

}  // namespace gup::plan
