/** Which nodes of a language's tree define a name, written from the grammars' own lists of node types. */
export interface ReferenceNodes {
  /** Count wherever they stand. */
  readonly definitions: ReadonlySet<string>;
  /** Count outside of functions only. */
  readonly values: ReadonlySet<string>;
  /** Count at the top of a file only. */
  readonly tops: ReadonlySet<string>;
  /** Nodes whose inside is local to a function. */
  readonly functions: ReadonlySet<string>;
}

function nodes(definitions: string, values: string, functions: string, tops = ''): ReferenceNodes {
  const set = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));
  return { definitions: set(definitions), values: set(values), functions: set(functions), tops: set(tops) };
}

const ecmascriptFunctions =
  'function_declaration generator_function_declaration function_expression generator_function arrow_function method_definition class_static_block';
const topValues = 'variable_declarator';
const javascript = nodes(
  'function_declaration generator_function_declaration class_declaration',
  'method_definition',
  ecmascriptFunctions,
  topValues,
);
const typescript = nodes(
  `function_declaration generator_function_declaration class_declaration abstract_class_declaration function_signature
   interface_declaration type_alias_declaration enum_declaration enum_assignment internal_module`,
  'method_definition public_field_definition abstract_method_signature method_signature property_signature',
  ecmascriptFunctions,
  topValues,
);
const c = nodes(
  'function_definition preproc_def:value preproc_function_def type_definition struct_specifier:body union_specifier:body enum_specifier:body',
  'declaration field_declaration enumerator',
  'function_definition parameter_list',
);

/** By language id. Markup and data have no definitions to speak of and are left out. */
export const referenceNodes: Readonly<Record<string, ReferenceNodes>> = {
  typescript,
  typescriptreact: typescript,
  javascript,
  javascriptreact: javascript,
  c,
  cpp: nodes(
    [...c.definitions, 'class_specifier:body namespace_definition alias_declaration concept_definition'].join(' '),
    [...c.values].join(' '),
    [...c.functions, 'lambda_expression'].join(' '),
  ),
  'objective-c': nodes(
    [...c.definitions, 'class_interface protocol_declaration'].join(' '),
    [...c.values, 'method_declaration method_definition struct_declarator'].join(' '),
    [...c.functions, 'method_definition'].join(' '),
  ),
  python: nodes('function_definition class_definition', 'assignment', 'function_definition lambda'),
  go: nodes(
    'function_declaration method_declaration type_spec type_alias',
    'const_spec var_spec field_declaration method_elem',
    'function_declaration method_declaration func_literal',
  ),
  java: nodes(
    `class_declaration interface_declaration annotation_type_declaration enum_declaration record_declaration method_declaration
     constructor_declaration compact_constructor_declaration annotation_type_element_declaration enum_constant`,
    'field_declaration constant_declaration',
    'lambda_expression',
  ),
  rust: nodes(
    `function_item function_signature_item struct_item union_item enum_item trait_item type_item associated_type mod_item:body
     macro_definition enum_variant field_declaration`,
    'const_item static_item',
    'function_item closure_expression',
  ),
  csharp: nodes(
    `class_declaration struct_declaration record_declaration interface_declaration enum_declaration enum_member_declaration
     namespace_declaration file_scoped_namespace_declaration delegate_declaration method_declaration constructor_declaration
     destructor_declaration local_function_statement`,
    'property_declaration event_declaration variable_declarator',
    `method_declaration constructor_declaration destructor_declaration local_function_statement accessor_declaration
     operator_declaration conversion_operator_declaration lambda_expression anonymous_method_expression`,
  ),
  ruby: nodes(
    'method singleton_method class module alias simple_symbol',
    'assignment',
    'method singleton_method block do_block',
  ),
  php: nodes(
    `function_definition class_declaration interface_declaration trait_declaration enum_declaration enum_case method_declaration
     namespace_definition`,
    'property_element const_element',
    'function_definition method_declaration anonymous_function arrow_function',
  ),
  kotlin: nodes(
    'class_declaration object_declaration function_declaration type_alias enum_entry class_parameter secondary_constructor',
    'property_declaration',
    'function_declaration anonymous_function lambda_literal getter setter anonymous_initializer secondary_constructor',
  ),
  swift: nodes(
    `function_declaration class_declaration protocol_declaration typealias_declaration enum_entry protocol_function_declaration
     associatedtype_declaration init_declaration`,
    'property_declaration protocol_property_declaration',
    'function_declaration lambda_literal init_declaration deinit_declaration computed_property',
  ),
  scala: nodes(
    `class_definition object_definition trait_definition function_definition function_declaration type_definition
     enum_definition simple_enum_case full_enum_case class_parameter`,
    'val_definition var_definition val_declaration var_declaration',
    'function_definition lambda_expression block case_block',
  ),
  shellscript: nodes('function_definition', '', 'function_definition', 'variable_assignment'),
  powershell: nodes(
    'function_statement class_statement enum_statement enum_member class_method_definition',
    'class_property_definition',
    '',
    'assignment_expression',
  ),
  lua: nodes('function_declaration', '', 'function_declaration function_definition', 'variable_list'),
  dart: nodes(
    `class_definition mixin_declaration extension_declaration:name enum_declaration enum_constant function_signature getter_signature
     setter_signature type_alias constructor_signature constant_constructor_signature factory_constructor_signature`,
    'initialized_identifier static_final_declaration',
    'function_body',
  ),
  zig: nodes(
    'function_declaration container_field',
    'variable_declaration',
    'function_declaration test_declaration block',
  ),
  solidity: nodes(
    `contract_declaration library_declaration interface_declaration struct_declaration struct_member enum_declaration enum_value
     function_definition modifier_definition event_definition error_declaration constructor_definition user_defined_type_definition`,
    'state_variable_declaration constant_variable_declaration',
    '',
  ),
};
