/**
 * Formulas that tenants make of KPIs: {@code revenue / active_customers}, {@code 1 - win_rate[by_value]}.
 *
 * <pre>
 * sum       = product , { ( "+" | "-" | "−" ) , product } ;
 * product   = sign , { ( "*" | "×" | "·" | "/" | "÷" ) , sign } ;
 * sign      = [ "-" | "−" ] , operand ;
 * operand   = number | reference | "(" , sum , ")" ;
 * reference = name , [ "[" , name , "]" ] ;            (the KPI's key, and one of its variants)
 * name      = ( letter | "_" ) , { letter | digit | "_" } ;   (letters are a to z)
 * number    = digits , [ "." , digits ] ;
 * </pre>
 *
 * <p>Read by precedence climbing (V. Pratt, Top Down Operator Precedence, 1973), written by hand: the grammar has two levels and six
 * rules, errors name the place and what would be right, and nothing is generated. ANTLR would bring a build plugin, generated code
 * that our compiler settings refuse, and a table that the native image unpacks at every start.
 *
 * <p>Values are computed as quotients of exact numbers and rounded once, at the end.
 */
@NullMarked
package dev.kennzahl.metrics.expression;

import org.jspecify.annotations.NullMarked;
